import assert from "node:assert/strict";
import { runStack } from "../../harness";
import { refuses } from "../../refusals";
import { component, problemsOfTree } from "../config/overlayTree";

const dockerConfig = JSON.stringify({ auths: { "registry.example.com": { auth: "cHVsbC1tZQ==" } } });
const secretsOf = async (set: Record<string, unknown>) =>
    (await runStack("eks", set)).ofType("kubernetes:core/v1:Secret").map(({ inputs, secretInputs }) => {
        const { type, metadata, stringData } = inputs as Record<string, object>;
        return { type, metadata, stringData, secret: secretInputs.stringData };
    });

describe("imagePullSecret", () => {
    it("is a Secret in each of the three namespaces, and never in the clear", async () => {
        const found = await secretsOf({ imagePullSecret: dockerConfig });
        assert.deepEqual(
            found,
            ["confluent-operator", "argocd", "confluent"].map((namespace) => ({
                metadata: { name: "image-pull-secret", namespace },
                type: "kubernetes.io/dockerconfigjson",
                stringData: { ".dockerconfigjson": dockerConfig },
                secret: true,
            })),
        );
    });

    it("creates no Secret if somebody else installs the operator and Argo CD, or without the key", async () => {
        const none = { confluent: { install: "none" }, argocd: { install: "none" } };
        const found = await secretsOf({ imagePullSecret: dockerConfig, ...none });
        assert.deepEqual(
            found.map(({ metadata }) => metadata),
            [{ name: "image-pull-secret", namespace: "confluent" }],
        );
        assert.deepEqual(await secretsOf({}), []);
    });

    it("exists before whatever pulls with it, and is set in both charts", async () => {
        const graph = await runStack("eks", { imagePullSecret: dockerConfig });
        for (const [later, earlier] of [
            ["confluent-release", "confluent-image-pull-secret"],
            ["argocd-release", "argocd-image-pull-secret"],
            ["confluent-platform-application", "confluent-platform-image-pull-secret"],
        ] as const) {
            assert.ok(graph.isAfter(graph.named(later), graph.named(earlier)), later);
        }
        const values = (name: string) => graph.named(name).inputs.values as Record<string, unknown>;
        assert.equal(values("confluent-release").imagePullSecretRef, "image-pull-secret");
        assert.deepEqual(values("argocd-release").global, { imagePullSecrets: [{ name: "image-pull-secret" }] });
    });

    it("would replace a component's own, so this is refused", () => {
        const files = {
            "base/kafka.yaml": component("Kafka", "confluentinc/cp-server", ", replicas: 3").replace(
                "{ application",
                "{ pullSecretRef: [own], application",
            ),
        };
        const [problem, ...others] = problemsOfTree(files, {}, { imagePullSecret: dockerConfig });
        assert.deepEqual(others, []);
        assert.match(problem?.reason ?? "", /pullSecretRef of Kafka kafka \(base\/kafka\.yaml\)/);
        assert.deepEqual(problemsOfTree(files), []);
    });
});

refuses("of the pull secret", [
    {
        it: "text that is no JSON",
        set: { imagePullSecret: "hunter2" },
        says: ["imagePullSecret", /not a Docker config/],
    },
    { it: "a list", set: { imagePullSecret: "[]" }, says: ["imagePullSecret", /not a Docker config/] },
    {
        it: "a config without auths",
        set: { imagePullSecret: '{"credsStore":"desktop"}' },
        says: ["imagePullSecret", /not a Docker config/],
    },
    {
        it: "a config of no registry",
        set: { imagePullSecret: '{"auths":{}}' },
        says: ["imagePullSecret", /no registry/],
    },
    {
        it: "a config whose credentials are in Docker's own store",
        set: { imagePullSecret: '{"auths":{"registry.example.com":{}},"credsStore":"desktop"}' },
        says: ["imagePullSecret", /no credentials for registry\.example\.com.*credsStore/],
    },
]);
