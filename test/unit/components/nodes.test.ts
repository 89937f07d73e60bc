import assert from "node:assert/strict";
import { clustersThere } from "../../mocks";
import { type Overrides, runStack } from "../../harness";

const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
const brokers = {
    desired: 1,
    perZone: true,
    labels: { "node-group": "brokers" },
    taints: [{ key: "dedicated", value: "brokers", effect: "NO_SCHEDULE" }],
};
const workers = { instanceTypes: ["m7g.large", "m6g.large"], capacityType: "SPOT", desired: 2, diskSize: 30 };
const groups = {
    "cluster.nodes.groups": { brokers, workers },
    "gitops.path": "gitops/platform/overlays/dev", // which fits on the workers
};

/** By name: several are registered at the same time. */
const made = async (set: Overrides) =>
    (await runStack("eks", set)).ofType("eks:index:ManagedNodeGroup").sort((a, b) => (a.name < b.name ? -1 : 1));

describe("the groups of nodes", () => {
    it("are a single one if a stack names none, as it always was", async () => {
        const [group, ...others] = await made({});
        assert.deepEqual(others, []);
        assert.equal(group?.name, "cluster-nodes");
        const { cluster: _, launchTemplate: __, ...inputs } = group?.inputs ?? {};
        assert.deepEqual(inputs, {
            nodeRoleArn: "arn:aws:test:::cluster-nodes-role",
            subnetIds: ["subnet-private-a", "subnet-private-b", "subnet-private-c"],
            instanceTypes: ["m5.xlarge"],
            amiType: "AL2023_x86_64_STANDARD",
            capacityType: "ON_DEMAND",
            scalingConfig: { minSize: 3, maxSize: 3, desiredSize: 3 },
            version: inputs.version,
        });
    });

    it("are one in each zone if they are per zone, with the taints that keep others off", async () => {
        const found = (await made(groups)).filter(({ name }) => name.startsWith("cluster-nodes-brokers"));
        assert.deepEqual(
            found.map(({ name, inputs }) => [name, inputs.subnetIds]),
            zones.map((zone) => [`cluster-nodes-brokers-${zone}`, [`subnet-private-${zone.slice(-1)}`]]),
        );
        for (const { inputs } of found) {
            assert.deepEqual(inputs.scalingConfig, { minSize: 1, maxSize: 1, desiredSize: 1 });
            assert.deepEqual(inputs.labels, brokers.labels);
            assert.deepEqual(inputs.taints, brokers.taints);
            assert.deepEqual(inputs.instanceTypes, ["m5.xlarge"], "taken from cluster.nodes");
        }
    });

    it("have an architecture and kind of their own, and inherit the rest from cluster.nodes", async () => {
        const graph = await runStack("eks", { ...groups, "cluster.nodes.releaseVersion": undefined });
        const { inputs } = graph.named("cluster-nodes-workers");
        assert.equal(inputs.amiType, "AL2023_ARM_64_STANDARD");
        assert.equal(inputs.capacityType, "SPOT");
        assert.deepEqual(inputs.subnetIds, ["subnet-private-a", "subnet-private-b", "subnet-private-c"]);
        assert.equal("labels" in inputs || "taints" in inputs, false);
        const disk = (name: string) =>
            JSON.stringify(graph.named(`cluster-nodes-${name}-template`).inputs.blockDeviceMappings);
        assert.match(disk("workers"), /"volumeSize":30/);
        assert.match(disk("brokers"), /"volumeSize":50/);
    });

    it("have one role together, and a template for each name", async () => {
        const graph = await runStack("eks", groups);
        const roles = graph.ofType("aws:iam/role:Role").filter(({ name }) => name.startsWith("cluster-nodes"));
        assert.deepEqual(
            roles.map(({ name }) => name),
            ["cluster-nodes-role"],
        );
        assert.deepEqual(
            graph
                .ofType("aws:ec2/launchTemplate")
                .map(({ name }) => name)
                .sort(),
            ["cluster-nodes-brokers-template", "cluster-nodes-workers-template"],
        );
    });

    it("of an existing VPC are in the zones that AWS says its subnets are in", async () => {
        const network = {
            source: "existing",
            vpcId: "vpc-0a1b2c3d",
            privateSubnetIds: ["subnet-00000001", "subnet-00000002", "subnet-00000003"],
        };
        const found = (await made({ network, ...groups })).filter(({ name }) => name.includes("brokers"));
        assert.deepEqual(
            found.map(({ name, inputs }) => [name, inputs.subnetIds]),
            [
                ["cluster-nodes-brokers-eu-central-1a", ["subnet-00000001", "subnet-00000003"]],
                ["cluster-nodes-brokers-eu-central-1b", ["subnet-00000002"]],
            ],
        );
    });

    it("are all created before anything is put into the cluster", async () => {
        const graph = await runStack("eks", groups);
        const early = graph
            .ofType("eks:index:ManagedNodeGroup")
            .filter((group) => !graph.isAfter(graph.named("cluster-kubernetes"), group));
        assert.deepEqual(early, []);
    });

    describe("of the zones", () => {
        const inOrder = async () => {
            const graph = await runStack("eks", groups);
            const [a, b, c] = zones.map((zone) => graph.named(`cluster-nodes-brokers-${zone}`));
            return [
                graph.isAfter(b!, a!),
                graph.isAfter(c!, b!),
                graph.isAfter(a!, graph.named("cluster-nodes-workers")),
            ];
        };
        afterEach(() => clustersThere.clear());

        it("are created at the same time", async () => {
            assert.deepEqual(await inOrder(), [false, false, false]);
        });

        it("are replaced one after another, because a disruption budget allows one broker at a time", async () => {
            clustersThere.set("confluent", { version: "1.34", tags: {} });
            assert.deepEqual(await inOrder(), [true, true, false]);
        });
    });
});
