import assert from "node:assert/strict";
import { render } from "../../config/kustomize/render";
import { nodesOf } from "../../commands/capacity/nodes";
import { suggest } from "../../commands/capacity/suggest";
import type { NodePlan } from "../../config/capacity/plan";
import { podsOf } from "../../config/capacity/pods";
import { systemPods } from "../../config/capacity/systemPods";
import { openScheduler, type Placement, type SchedulerStage } from "../../rehearsal/scheduler";
import { linesOf, withComponentsOn } from "../components";
import { root } from "../harness";

/** What an overlay, with components, and all that is beside it would be. */
const podsWith = (overlay: string, components: string[] = []) =>
    withComponentsOn(
        overlay,
        components.flatMap((name) => linesOf(name)),
        (path) => [...systemPods(), ...podsOf(render(root, path).resources, "confluent").pods],
    );

const waiting = (placement: Placement): string[] =>
    placement.filter(({ node }) => node === undefined).map(({ pod }) => pod.name);

/** The zones of the pods of an object, sorted. */
const zonesOf = (placement: Placement, nodes: readonly NodePlan[], of: string): (string | undefined)[] =>
    placement
        .filter(({ pod }) => pod.of === of)
        .map(({ node }) => nodes.find(({ name }) => name === node)?.zone)
        .sort();

describe("capacity", () => {
    let stage: SchedulerStage;
    before(async () => (stage = await openScheduler()));
    after(() => stage.close());

    it("fits eks on its three nodes, a broker and a controller in each zone", async () => {
        const nodes = nodesOf({ stack: "eks" });
        const placement = await stage.place(nodes, await podsWith("eks"));
        assert.deepEqual(waiting(placement), []);
        const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
        assert.deepEqual(zonesOf(placement, nodes, "Kafka kafka"), zones);
        assert.deepEqual(zonesOf(placement, nodes, "KRaftController kraftcontroller"), zones);
        const daemons = placement.filter(({ pod }) => pod.onEach);
        assert.equal(daemons.length, 4 * nodes.length);
    });

    it("says for eks on two nodes which pods wait and why, and that a third would be sufficient", async () => {
        const nodes = nodesOf({ list: "2xm5.xlarge" });
        const pods = await podsWith("eks");
        const placement = await stage.place(nodes, pods);
        const broker = placement.find(({ pod, node }) => pod.of === "Kafka kafka" && node === undefined);
        assert.match(broker?.why ?? "", /^0\/2 nodes are available: .*didn't match pod anti-affinity rules/);
        assert.doesNotMatch(broker?.why ?? "", /preemption/);
        const [more] = await suggest(stage, nodes, pods);
        assert.deepEqual(more, { nodes: "3xm5.xlarge", what: "one more node of each type" });
    });

    it("says that larger nodes would be sufficient if more of them would not: a broker is larger than a node", async () => {
        const nodes = nodesOf({ list: "3xm5.2xlarge" });
        const pods = await podsWith("eks", ["size-medium"]);
        assert.notDeepEqual(waiting(await stage.place(nodes, pods)), []);
        const found = await suggest(stage, nodes, pods);
        assert.ok(
            found.some(({ nodes: list, what }) => list === "3xm5.4xlarge" && what === "the next larger type"),
            JSON.stringify(found),
        );
    });

    for (const [size, list] of [
        ["size-demo", "3xm5.xlarge"],
        ["size-medium", "3xm6i.4xlarge"],
        ["size-large", "3xm6i.8xlarge"],
    ] as const) {
        for (const overlay of ["eks", "classic-eks"]) {
            it(`fits ${overlay} with ${size} on ${list}, as the head of that says`, async () => {
                const placement = await stage.place(nodesOf({ list }), await podsWith(overlay, [size]));
                assert.deepEqual(
                    placement.filter(({ node }) => node === undefined).map(({ pod, why }) => `${pod.name}: ${why}`),
                    [],
                );
            });
        }
    }

    it("respects labels and taints of node groups", async () => {
        const nodes = nodesOf({ stack: "node-groups" });
        const pods = await podsWith("eks-node-groups");
        const placement = await stage.place(nodes, pods);
        assert.deepEqual(waiting(placement), []);
        for (const { pod, node } of placement.filter(({ pod }) => !pod.onEach)) {
            const group = nodes.find(({ name }) => name === node)?.labels["node-group"];
            const hasVolume = /^(Kafka|KRaftController|ControlCenter) /.test(pod.of);
            assert.equal(group === "brokers", hasVolume, `${pod.name} is on ${node}`);
        }
        const untainted = nodes.map((node) => ({ ...node, labels: {} }));
        const lost = await stage.place(untainted, pods);
        assert.match(lost.find(({ pod }) => pod.name === "kafka-0")?.why ?? "", /node affinity/);
    });

    it("takes pods whose class the stack makes", async () => {
        const placement = await stage.place(nodesOf({ stack: "eks" }), await podsWith("eks", ["priority"]));
        assert.deepEqual(waiting(placement), []);
    });
});
