import assert from "node:assert/strict";
import type { Graph } from "../../graph";
import { runStack } from "../../harness";

describe("the sweeper's access", () => {
    let graph: Graph;
    before(async () => (graph = await runStack("eks")));

    const own = () => graph.resources.filter(({ name }) => name.startsWith("confluent-platform-sweeper"));
    const rules = (name: string) => graph.named(`confluent-platform-sweeper-${name}`).inputs.rules;

    it("covers reading, marking and deleting the contents of the platform, and nothing of the platform itself", async () => {
        const { contentKinds, group } = await import("../../../gitops/platform/base/sweeper/contents.mjs");
        assert.deepEqual(rules("contents"), [
            {
                apiGroups: [group],
                resources: contentKinds.map(({ plural }) => plural).sort(),
                verbs: ["list", "patch", "delete"],
            },
        ]);
    });

    it("covers reading and marking the one Application, and writing Events about it", () => {
        assert.deepEqual(rules("application"), [
            {
                apiGroups: ["argoproj.io"],
                resources: ["applications"],
                resourceNames: ["confluent-platform"],
                verbs: ["get", "patch"],
            },
            { apiGroups: [""], resources: ["events"], verbs: ["create"] },
        ]);
    });

    it("is one service account with two roles, in the two namespaces, and nothing cluster-wide", () => {
        const kinds = own().map(({ inputs }) => {
            const { namespace, name } = inputs.metadata as { namespace: string; name: string };
            return `${String(inputs.kind)} ${namespace}/${name}`;
        });
        assert.deepEqual(kinds.sort(), [
            "Role argocd/confluent-sweeper",
            "Role confluent/confluent-sweeper",
            "RoleBinding argocd/confluent-sweeper",
            "RoleBinding confluent/confluent-sweeper",
            "ServiceAccount confluent/confluent-sweeper",
        ]);
        for (const { inputs } of own().filter(({ inputs }) => inputs.kind === "RoleBinding")) {
            assert.deepEqual(inputs.subjects, [
                { kind: "ServiceAccount", name: "confluent-sweeper", namespace: "confluent" },
            ]);
            assert.deepEqual(inputs.roleRef, {
                apiGroup: "rbac.authorization.k8s.io",
                kind: "Role",
                name: "confluent-sweeper",
            });
        }
    });

    it("exists before the Application, and as long as it: its deletion needs the sweeper", () => {
        const application = graph.named("confluent-platform-application");
        const late = own().filter((resource) => !graph.isAfter(application, resource));
        assert.deepEqual(
            late.map(({ name }) => name),
            [],
        );
        assert.equal(own().length, 5);
    });
});
