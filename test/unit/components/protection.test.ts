import assert from "node:assert/strict";
import { freed } from "../../../components/cluster/protection";
import { runStack } from "../../harness";

describe("cluster.deletionProtection", () => {
    it("protects what holds data and what everything else depends on, and turns on EKS's own protection", async () => {
        const graph = await runStack("eks", { "cluster.deletionProtection": true });
        assert.deepEqual(
            graph.resources
                .filter(({ protect }) => protect)
                .map(({ name }) => name)
                .sort(),
            [
                "cluster-eks",
                "cluster-logs",
                "cluster-secrets",
                "confluent-crds",
                "confluent-platform-application",
                "confluent-platform-namespace",
                "network-vpc",
            ],
        );
        assert.equal(graph.named("cluster-eks").inputs.deletionProtection, true);
    });

    it("keeps volumes whose claims are deleted", async () => {
        const { inputs } = (await runStack("eks", { "cluster.deletionProtection": true })).named("storage-gp3");
        assert.equal(inputs.reclaimPolicy, "Retain");
        assert.deepEqual(inputs.metadata, {
            name: "gp3-retain",
            annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
        });
    });

    it("protects nothing if it is off", async () => {
        const graph = await runStack("eks");
        assert.deepEqual(
            graph.resources.filter(({ protect }) => protect),
            [],
        );
    });

    it("does not protect what gives an administrator access", async () => {
        const child = { custom: true, name: "one", props: {}, opts: { ignoreChanges: ["tags"], protect: true } };
        const outcome = async (type: string) => freed(["aws:eks/accessEntry:AccessEntry"])({ ...child, type });
        assert.deepEqual(await outcome("aws:eks/accessEntry:AccessEntry"), {
            props: {},
            opts: { ignoreChanges: ["tags"], protect: false },
        });
        assert.equal(await outcome("aws:eks/cluster:Cluster"), undefined);
    });
});
