import assert from "node:assert/strict";
import { runStack } from "../../harness";

describe("the ClusterServices layer", () => {
    it("is created only if something in it is requested", async () => {
        for (const stack of ["eks", "dev"]) {
            const graph = await runStack(stack);
            assert.deepEqual(graph.ofType("platform:services"), [], stack);
        }
    });

    it("exists before the operators and the workload, and outlives them", async () => {
        const graph = await runStack("eks", { "cluster.metricsServer": true });
        const own = graph.childrenOf(graph.named("services").urn);
        assert.notEqual(own.length, 0);
        for (const later of ["confluent-release", "argocd-release", "confluent-platform-namespace"]) {
            const early = own.filter((one) => !graph.isAfter(graph.named(later), one));
            assert.deepEqual(early, [], later);
        }
    });
});

describe("cluster.metricsServer", () => {
    it("creates the add-on, in EKS's version for the cluster or in the pinned one", async () => {
        const versions = { "metrics-server": "v0.8.0-eksbuild.2" };
        for (const [pinned, version] of [
            [{}, "v1.0.0-eksbuild.35"],
            [{ "cluster.addonVersions": versions }, "v0.8.0-eksbuild.2"],
        ] as const) {
            const graph = await runStack("eks", { "cluster.metricsServer": true, ...pinned });
            const { addonName, addonVersion, clusterName } = graph.named("services-metrics-server").inputs;
            assert.deepEqual([addonName, addonVersion, clusterName], ["metrics-server", version, "confluent"]);
        }
    });
});
