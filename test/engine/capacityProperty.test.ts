import assert from "node:assert/strict";
import fc from "fast-check";
import { arrange, type Arrangement } from "../../config/capacity/arrange";
import type { NodePlan, PodPlan } from "../../config/capacity/plan";
import { systemPods } from "../../config/capacity/systemPods";
import { isObject, type JsonObject, listOf } from "../../config/kustomize/json";
import { openScheduler, type SchedulerStage } from "../../rehearsal/scheduler";
import { randomNodes, randomPods } from "./randomPlans";

/** Of FAST_CHECK_SEED and FAST_CHECK_RUNS, to look at others, or at more. */
const seed = Number(process.env.FAST_CHECK_SEED ?? 20261127);
const numRuns = Number(process.env.FAST_CHECK_RUNS ?? 40);

/** One DaemonSet's pods: what is on every node takes room too. */
const daemon = systemPods().filter(({ name }) => name === "kube-proxy");

/**
 * The scheduler breaks ties at random, and moves no pod that it has placed: it may miss an arrangement that is there. So what
 * can be held is this: what it places wholly has an arrangement, and an arrangement is one that it takes, pod by pod.
 */
describe("for random overlays and nodes, the arrangement by which a stack is refused", () => {
    let stage: SchedulerStage;
    before(async () => (stage = await openScheduler()));
    after(() => stage.close());

    it("exists for everything that Kubernetes' scheduler places, and is one that it accepts", async function () {
        this.timeout("5m");
        const seen = { "placed by both": 0, "placed by neither": 0, "missed by the scheduler": 0, "given up": 0 };
        await fc.assert(
            fc.asyncProperty(randomNodes, randomPods, async (nodes, pods) => {
                const all = [...daemon, ...pods];
                const found = arrange(nodes, all);
                const isPlaced = await placesAll(nodes, all);
                assert.ok(!(isPlaced && found.fits === false), "the scheduler places what is said to fit in no way");
                if (found.fits) {
                    assert.ok(
                        await placesAll(nodes, [...daemon, ...pinned(pods, found)]),
                        "the scheduler takes not what is said to be an arrangement",
                    );
                }
                seen[outcomeOf(found, isPlaced)]++;
            }),
            { seed, numRuns, interruptAfterTimeLimit: 50_000 },
        );
        const counts = Object.entries(seen).map(([what, count]) => `${count} ${what}`);
        this.runnable().title += ` (seed ${seed}: ${counts.join(", ")})`;
        // Were nearly all of one sort, little would be compared.
        const least = Math.min(seen["placed by both"], seen["placed by neither"]);
        assert.ok(least >= 3, counts.join(", "));
        assert.ok(seen["given up"] <= 1, counts.join(", "));
    });

    const placesAll = async (nodes: readonly NodePlan[], pods: readonly PodPlan[]): Promise<boolean> =>
        (await stage.place(nodes, pods)).every(({ node }) => node !== undefined);
});

const outcomeOf = ({ fits }: Arrangement, isPlaced: boolean) =>
    fits === undefined
        ? "given up"
        : isPlaced
          ? "placed by both"
          : fits
            ? "missed by the scheduler"
            : "placed by neither";

/** The pods, each of which may only be where the arrangement has it. Their spread still counts all nodes. */
const pinned = (pods: readonly PodPlan[], { places }: Arrangement): PodPlan[] =>
    pods.map((pod) => ({ ...pod, spec: { ...pod.spec, ...pinnedTo(pod, places.get(pod) ?? "") } }));

function pinnedTo({ spec }: PodPlan, node: string): JsonObject {
    const selector = isObject(spec.nodeSelector) ? spec.nodeSelector : undefined;
    const spread = listOf(spec.topologySpreadConstraints).map((one) =>
        isObject(one) && !selector ? { ...one, nodeAffinityPolicy: "Ignore" } : one,
    );
    return {
        nodeSelector: { ...selector, "kubernetes.io/hostname": node },
        ...(spread.length > 0 && { topologySpreadConstraints: spread }),
    };
}
