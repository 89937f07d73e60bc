import assert from "node:assert/strict";
import { previewedAddons } from "../../../../commands/preview/addons";
import { renderTree } from "../../../../commands/preview/tree";
import type { PreviewedResource } from "../../../../rehearsal/engine/collect";
import type { Graph } from "../../../graph";
import { runStack } from "../../../harness";

const eks = { "gitops.addons": "gitops/addons/overlays/eks" };

/** What the engine would say of a program's graph. */
const previewed = ({ resources }: Graph): PreviewedResource[] =>
    resources.map(({ urn, type, inputs, parent }) => ({
        urn,
        type,
        inputs,
        op: "create",
        provider: "",
        parent,
        protect: false,
    }));

const ofStack = async (stack: string, config: Record<string, unknown>) =>
    previewedAddons(previewed(await runStack(stack, config)), ".");

describe("the addons of a preview", () => {
    it("are the charts that Git has, in its order, with what the stack gives them of AWS", async () => {
        const addons = await ofStack("eks", { ...eks, "gitops.externalSecrets": ["confluent/*"] });
        assert.deepEqual(
            addons.map(({ name, chart, namespace, repository }) => [name, chart, namespace, repository]),
            [
                ["cert-manager", "cert-manager", "cert-manager", "https://charts.jetstack.io"],
                ["trust-manager", "trust-manager", "cert-manager", "https://charts.jetstack.io"],
                ["external-secrets", "external-secrets", "external-secrets", "https://charts.external-secrets.io"],
            ],
        );
        assert.ok(addons.every(({ version }) => /^v?\d+\.\d+\.\d+$/.test(version)));
        assert.deepEqual(
            addons.map(({ aws }) => aws),
            [
                undefined,
                undefined,
                {
                    serviceAccount: "external-secrets",
                    role: "services-external-secrets-role",
                    secrets: ["arn:aws:secretsmanager:eu-central-1:*:secret:confluent/*"],
                },
            ],
        );
    });

    it("have the role that the stack names, which is not the stack's to look into", async () => {
        const arn = "arn:aws:iam::123456789012:role/confluent-external-secrets";
        const [, , secrets] = await ofStack("eks", { ...eks, "gitops.externalSecretsRoleArn": arn });
        assert.deepEqual(secrets?.aws, { serviceAccount: "external-secrets", role: arn, secrets: [] });
    });

    it("come from the stack's mirrors", async () => {
        const mirrors = {
            "mirrors.charts": "oci://registry.example.com/charts",
            "mirrors.images": "registry.example.com/m",
        };
        const addons = await ofStack("eks", { ...eks, ...mirrors });
        assert.equal(addons.length, 3);
        for (const { name, repository, images } of addons) {
            assert.equal(repository, "registry.example.com/charts", name);
            assert.notEqual(images.length, 0, name);
            assert.deepEqual(
                images.filter((image) => !image.startsWith("registry.example.com/m/")),
                [],
            );
        }
    });

    it("are none for a stack without the key", async () => {
        assert.deepEqual(await ofStack("eks", {}), []);
    });

    it("are drawn below the layer's resources, and say if there is no role", async () => {
        const graph = await runStack("eks", eks);
        const resources = previewed(graph);
        const preview = { resources, violations: [], warnings: [], errors: [] };
        const addons = previewedAddons(resources, ".");
        const lines = renderTree("eks", preview, [], addons).split("\n");
        const at = (text: RegExp) => lines.findIndex((line) => text.test(line));
        assert.ok(at(/^GitOpsAddons$/) < at(/confluent-addons-application$/));
        assert.ok(
            at(/confluent-addons-application$/) < at(/^ {4}cert-manager +cert-manager v\d.* in cert-manager +from/),
        );
        assert.ok(
            at(/^ {6}AWS: .* external-secrets has the role services-external-secrets-role/) < at(/^GitOpsHandoff$/),
        );
        const without = addons.map(({ aws: _, ...addon }) => addon);
        const text = renderTree("eks", preview, [], without);
        assert.match(text, /external-secrets +external-secrets .*\n {6}AWS: no role/);
        assert.equal(text.match(/AWS:/g)?.length, 1);
    });
});
