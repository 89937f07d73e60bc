import assert from "node:assert/strict";
import type { PodPlan } from "../../../config/capacity/plan";
import type { KubernetesApi, KubernetesObject } from "../../../kubernetes";
import { schedule } from "../../../rehearsal/scheduler/cluster";

/** What a pod waits for until it is there: a scheduler that looks at each pod once, and never again. */
type Needs = Readonly<Record<string, string | undefined>>;

/** An API server with one node. @param asked how often each pod was made */
function fake(needs: Needs, asked: Map<string, number>): KubernetesApi {
    const pods = new Map<string, KubernetesObject>();
    const isPlaced = (name: string) =>
        (pods.get(name)?.spec as { nodeName?: string } | undefined)?.nodeName !== undefined;
    const api = {
        list: ({ kind }: { kind: string }) =>
            Promise.resolve(kind === "Node" ? [{ kind, metadata: { name: "one" } }] : [...pods.values()]),
        delete: (_: object, __: string, name: string) => Promise.resolve(void pods.delete(name)),
        apply: (pod: KubernetesObject) => {
            const { name = "" } = pod.metadata;
            asked.set(name, (asked.get(name) ?? 0) + 1);
            const need = needs[name];
            const waits = need !== undefined && !isPlaced(need);
            const conditions = [
                {
                    type: "PodScheduled",
                    reason: "Unschedulable",
                    message: `0/1 nodes: waits for ${need}. preemption: none`,
                },
            ];
            pods.set(name, waits ? { ...pod, status: { conditions } } : { ...pod, spec: { nodeName: "one" } });
            return Promise.resolve(pod);
        },
    };
    return api as unknown as KubernetesApi;
}

const pod = (name: string, wave: number): PodPlan => ({
    name,
    namespace: "confluent",
    of: name,
    isPlatform: true,
    wave,
    labels: {},
    spec: {},
    requests: { cpu: 0, memory: 0 },
});

async function place(needs: Needs, pods: readonly PodPlan[]) {
    const asked = new Map<string, number>();
    const placement = await schedule(fake(needs, asked), pods);
    return { asked, waiting: placement.filter(({ node }) => node === undefined) };
}

describe("the scheduler of capacity", () => {
    it("retries pods that had to wait, round by round, as long as one more finds a node", async () => {
        const chain = [pod("a", 0), pod("b", 0), pod("c", 0), pod("d", 1)];
        const { waiting, asked } = await place({ a: "b", b: "c", c: "d" }, chain);
        assert.deepEqual(waiting, []);
        // Each round places one: the last to be asked for anew is the first of the chain.
        assert.deepEqual(Object.fromEntries(asked), { a: 4, b: 3, c: 2, d: 1 });
    });

    it("stops if a round changes nothing, and repeats the scheduler's last message", async () => {
        const { waiting, asked } = await place({ a: "nobody" }, [pod("a", 0), pod("b", 0)]);
        assert.deepEqual(
            waiting.map(({ pod: { name }, why }) => [name, why]),
            [["a", "0/1 nodes: waits for nobody."]],
        );
        assert.deepEqual(Object.fromEntries(asked), { a: 2, b: 1 });
    });

    it("places what comes in an earlier wave before what comes in a later one", async () => {
        const { asked, waiting } = await place({ late: "early" }, [pod("late", 1), pod("early", 0)]);
        assert.deepEqual(waiting, []);
        assert.equal(asked.get("late"), 1);
    });
});
