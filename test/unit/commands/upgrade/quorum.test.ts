import assert from "node:assert/strict";
import { parse } from "yaml";
import type { NodeGroup } from "../../../../config/nodeGroups";
import type { Resource } from "../../../../config/kustomize/resource";
import { withoutPlace } from "../../../../commands/upgrade/kubernetes/capacity";
import { whileNodesRoll } from "../../../../commands/upgrade/kubernetes/quorum";

const resource = (kind: string, name: string, spec: string): Resource => {
    const object = parse(`{ kind: ${kind}, metadata: { name: ${name} }, spec: { ${spec} } }`) as Resource["object"];
    const group = kind === "PodDisruptionBudget" ? "policy" : "platform.confluent.io";
    return { group, version: "v1", kind, name, object, file: "a.yaml", setBy: new Map(), changedBy: new Set() };
};
const image = "image: { application: a, init: b }";
const spread = `${image}, oneReplicaPerNode: true`;
const copies = (replication: number, inSync: number) =>
    `configOverrides: { server: [default.replication.factor=${replication}, min.insync.replicas=${inSync}, ` +
    `offsets.topic.replication.factor=${replication}, transaction.state.log.replication.factor=${replication}, ` +
    `transaction.state.log.min.isr=${inSync}] }`;

const group = (own: Partial<NodeGroup> = {}): NodeGroup => ({
    name: undefined,
    instanceTypes: ["m5.xlarge"],
    capacityType: "ON_DEMAND",
    diskSize: 50,
    desired: 3,
    min: 3,
    max: 3,
    maxUnavailable: 1,
    releaseVersion: undefined,
    labels: {},
    taints: [],
    perZone: false,
    ...own,
});

/** What is said of the first. */
function verdict(atOnce: number, ...resources: Resource[]): string {
    const [first] = whileNodesRoll(resources, [group({ maxUnavailable: atOnce })]);
    return `${first?.holds ? "ok" : "!!"} ${first?.says}`;
}

describe("while nodes are replaced", () => {
    for (const kind of ["Zookeeper", "KRaftController"]) {
        it(`${kind} keeps its quorum with one pod away of three, and not with two`, () => {
            const three = resource(kind, "a", `replicas: 3, ${spread}`);
            assert.match(
                verdict(1, three),
                /^ok keeps its quorum of 2: 1 of 3 pods away at once \(one pod on each node\)/,
            );
            assert.match(verdict(2, three), /^!! loses its quorum of 2: 2 of 3/);
            assert.match(verdict(2, resource(kind, "a", `replicas: 5, ${spread}`)), /^ok keeps its quorum of 3/);
        });
    }

    it("brokers accept writes as long as enough replicas are in sync, for every topic that Git knows", () => {
        const brokers = (more: string) => resource("Kafka", "kafka", `replicas: 3, ${spread}, ${more}`);
        assert.match(verdict(1, brokers(copies(3, 2))), /^ok goes on taking writes/);
        assert.match(verdict(1, brokers(copies(3, 3))), /^!! stops taking writes to topics \(3 copies, 3 in sync\)/);
        assert.match(verdict(2, brokers(copies(3, 2))), /^!! stops taking writes/);
        assert.match(verdict(1, brokers("configOverrides: { server: [] }")), /^!! Git does not say how many copies/);
        const topic = (spec: string) => resource("KafkaTopic", "orders", spec);
        assert.match(
            verdict(1, brokers(copies(3, 2)), topic("replicas: 2")),
            /^!! .*to the topic orders \(2 copies, 2 in/,
        );
        const own = topic('replicas: 2, configs: { min.insync.replicas: "1" }');
        assert.match(verdict(1, brokers(copies(3, 2)), own), /^ok/);
    });

    it("pods that may share a node go together, unless a budget holds them back", () => {
        const loose = `replicas: 3, ${image}`;
        assert.match(verdict(1, resource("Zookeeper", "zk", loose)), /^!! loses .* 3 of 3 .*no budget is in Git/);
        const own = resource("Zookeeper", "zk", `${loose}, pdb: { enabled: true, maxUnavailable: 1 }`);
        assert.match(verdict(1, own), /^ok keeps .* 1 of 3 pods away at once \(by its disruption budget\)/);
        const budget = (spec: string) =>
            resource("PodDisruptionBudget", "zk", `selector: { matchLabels: { app: zk } }, ${spec}`);
        for (const [spec, says] of [
            ["maxUnavailable: 1", /^ok/],
            ["minAvailable: 2", /^ok/],
            ["minAvailable: 50%", /^ok/],
            ["maxUnavailable: 50%", /^!! loses .* 2 of 3/],
            ["maxUnavailable: 0", /^!! its disruption budget lets no pod go/],
            ["minAvailable: 100%", /^!! its disruption budget lets no pod go/],
        ] as const) {
            assert.match(verdict(1, resource("Zookeeper", "zk", loose), budget(spec)), says, spec);
        }
        const others = resource("PodDisruptionBudget", "x", "selector: { matchLabels: { app: x } }, maxUnavailable: 0");
        assert.match(verdict(1, resource("Zookeeper", "zk", `replicas: 3, ${spread}`), others), /^ok/);
    });

    it("the one pod of a component is away, and of several the others go on", () => {
        assert.match(verdict(1, resource("SchemaRegistry", "sr", image)), /^!! its one pod is away/);
        assert.match(verdict(1, resource("Connect", "c", `replicas: 2, ${spread}`)), /^ok goes on with 1/);
        assert.match(verdict(2, resource("Connect", "c", `replicas: 2, ${spread}`)), /^!! may be away as a whole/);
    });
});

describe("the nodes that are left", () => {
    const left = (resources: Resource[], count: number, ...instanceTypes: string[]) =>
        withoutPlace(resources, [{ group: group({ instanceTypes }), count }]);
    const pods = (requests: string, more = spread, replicas = 2) =>
        resource("Kafka", "kafka", `replicas: ${replicas}, ${more}, podTemplate: { resources: { ${requests} } }`);

    it("take what fits on them, less a tenth for the system", () => {
        assert.deepEqual(left([pods("requests: { cpu: 1, memory: 14Gi }")], 2, "m5.xlarge"), []);
        assert.deepEqual(left([pods("requests: { cpu: 1, memory: 15Gi }")], 2, "m5.xlarge"), [
            "Kafka kafka",
            "Kafka kafka",
        ]);
        assert.deepEqual(left([pods("limits: { cpu: 3700m, memory: 1Gi }")], 3, "m5.xlarge")?.length, 2);
        assert.deepEqual(left([pods("requests: { cpu: 1, memory: 14Gi }")], 2, "c7i.2xlarge"), []);
    });

    it("take one pod each of a component that needs nodes of its own", () => {
        assert.deepEqual(left([pods("requests: { memory: 1Gi }")], 1, "m5.xlarge"), ["Kafka kafka"]);
        assert.deepEqual(left([pods("requests: { memory: 1Gi }", image)], 1, "m5.xlarge"), []);
    });

    it("take what asks for their group alone, and nobody else's", () => {
        const affinity = (value: string) =>
            `affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: for, operator: In, values: [${value}] }] }] } } }`;
        const broker = resource("Kafka", "kafka", `replicas: 2, ${spread}, podTemplate: { ${affinity("brokers")} }`);
        const brokers = group({ name: "brokers", labels: { for: "brokers" } });
        const workers = group({ name: "workers" });
        const nodes = (count: number) => [
            { group: brokers, count },
            { group: workers, count: 5 },
        ];
        assert.deepEqual(withoutPlace([broker], nodes(2)), []);
        assert.deepEqual(withoutPlace([broker], nodes(1)), ["Kafka kafka"]);
        // Both groups are replaced at the same time, and a pod that may run on either may be on a node of both.
        const three = resource("Zookeeper", "zk", `replicas: 3, ${spread}`);
        assert.match(whileNodesRoll([three], [brokers, workers])[0]?.says ?? "", /^loses its quorum of 2: 2 of 3/);
        const tainted = { ...brokers, taints: [{ key: "a", value: undefined, effect: "NO_SCHEDULE" as const }] };
        assert.match(whileNodesRoll([three], [tainted, workers])[0]?.says ?? "", /^keeps its quorum/);
    });

    it("are not judged if their size is not known", () => {
        assert.equal(left([], 1, "t3.xlarge"), undefined);
        assert.equal(left([], 1, "m5.metal"), undefined);
    });
});
