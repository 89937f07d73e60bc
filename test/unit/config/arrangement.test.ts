import assert from "node:assert/strict";
import { arrange } from "../../../config/capacity/arrange";
import type { NodePlan, PodPlan } from "../../../config/capacity/plan";
import { indispensableOf } from "../../../config/capacity/spare";
import type { JsonObject } from "../../../config/kustomize/json";

/** A node with room for as many CPUs and GiB. */
const node = (name: string, cpu: number, memory: number, more: Partial<NodePlan> = {}): NodePlan => ({
    name,
    type: "m5.xlarge",
    zone: `zone-${name}`,
    architecture: "amd64",
    capacity: { cpu: cpu * 1000, memory: memory * 1024 },
    allocatable: { cpu: cpu * 1000, memory: memory * 1024, pods: 10 },
    labels: {},
    taints: [],
    ...more,
});

/** Pods that ask for as many CPUs and GiB. */
const pods = (of: string, count: number, cpu: number, memory: number, spec: JsonObject = {}): PodPlan[] =>
    Array.from({ length: count }, (_, ordinal) => ({
        name: `${of}-${ordinal}`,
        namespace: "confluent",
        of,
        isPlatform: true,
        wave: 0,
        labels: { app: of },
        spec,
        requests: { cpu: cpu * 1000, memory: memory * 1024 },
    }));

const term = (app: string, topologyKey = "kubernetes.io/hostname") => ({
    labelSelector: { matchLabels: { app } },
    topologyKey,
});
const apartFrom = (...apps: string[]): JsonObject => ({
    affinity: {
        podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: apps.map((app) => term(app)) },
    },
});
const evenlyOverZones = (app: string): JsonObject => ({
    topologySpreadConstraints: [
        {
            maxSkew: 1,
            topologyKey: "topology.kubernetes.io/zone",
            whenUnsatisfiable: "DoNotSchedule",
            labelSelector: { matchLabels: { app } },
        },
    ],
});
const dedicated = { key: "dedicated", value: "brokers", effect: "NoSchedule" };
const ab = [node("a", 4, 16), node("b", 4, 16)];

describe("an arrangement of pods on nodes", () => {
    const cases: [what: string, nodes: NodePlan[], pods: PodPlan[], fits: boolean][] = [
        ["is there where all fit to the last byte", ab, pods("x", 4, 2, 8), true],
        [
            "is not there where one is larger than every node, though there is as much in all",
            ab,
            pods("x", 1, 5, 1),
            false,
        ],
        [
            "is not there where there are more pods than a node may have",
            [node("a", 99, 99)],
            pods("x", 11, 0, 0),
            false,
        ],
        [
            "is found where each pod goes where most is left leads nowhere",
            [node("a", 9, 10), node("b", 9, 10)],
            [...pods("large", 2, 1, 6), ...pods("middle", 2, 1, 4)],
            true,
        ],
        [
            "is found where the largest first, each where most is left, leads nowhere",
            [node("a", 9, 12), node("b", 9, 12)],
            [...pods("x", 2, 1, 5), ...pods("y", 1, 1, 4), ...pods("z", 2, 1, 3), ...pods("w", 2, 1, 2)],
            true,
        ],
        [
            "is not there where the sizes don't add up, though the sums do",
            [node("a", 9, 10), node("b", 9, 10)],
            pods("x", 5, 1, 4),
            false,
        ],
        ["keeps one on each node", ab, pods("x", 3, 1, 1, apartFrom("x")), false],
        [
            "keeps apart what only the other wants apart",
            ab,
            [...pods("x", 1, 1, 1), ...pods("y", 2, 1, 1, apartFrom("x", "y"))],
            false,
        ],
        [
            "keeps together what may be together",
            ab,
            [...pods("x", 2, 1, 1, apartFrom("x")), ...pods("y", 2, 1, 1)],
            true,
        ],
        [
            "keeps one in each zone",
            [node("a", 4, 16, { zone: "z" }), node("b", 4, 16, { zone: "z" })],
            pods("x", 2, 1, 1, {
                affinity: {
                    podAntiAffinity: {
                        requiredDuringSchedulingIgnoredDuringExecution: [term("x", "topology.kubernetes.io/zone")],
                    },
                },
            }),
            false,
        ],
        ["keeps off taints", [node("a", 4, 16, { taints: [dedicated] })], pods("x", 1, 1, 1), false],
        [
            "lets those onto them who tolerate them",
            [node("a", 4, 16, { taints: [dedicated] })],
            pods("x", 1, 1, 1, { tolerations: [{ key: "dedicated", operator: "Exists" }] }),
            true,
        ],
        ["keeps to selectors", ab, pods("x", 1, 1, 1, { nodeSelector: { role: "brokers" } }), false],
        [
            "spreads evenly over zones, a full one too",
            [node("a", 1, 16), node("b", 9, 16)],
            pods("x", 4, 1, 1, evenlyOverZones("x")),
            false,
        ],
        [
            "may spread by one more in one zone",
            [node("a", 1, 16), node("b", 9, 16)],
            pods("x", 3, 1, 1, evenlyOverZones("x")),
            true,
        ],
        [
            "lets pods that ask for no CPU onto a node where what is on every node has taken more than all of it",
            [node("a", 1, 16)],
            [...pods("x", 1, 0, 1), ...pods("daemon", 1, 2, 0).map((pod) => ({ ...pod, onEach: true }))],
            true,
        ],
        [
            "counts what is on every node",
            ab,
            [...pods("x", 2, 4, 1), ...pods("daemon", 1, 0.1, 0).map((pod) => ({ ...pod, onEach: true }))],
            false,
        ],
    ];
    for (const [what, nodes, asked, fits] of cases) {
        it(what, () => {
            const found = arrange(nodes, asked);
            assert.equal(found.fits, fits);
            assert.equal(found.left.length === 0, fits);
            const onEach = asked.filter((pod) => pod.onEach).length;
            assert.equal(found.places.size + found.left.length + onEach, asked.length);
        });
    }

    it("says so if it gives up", () => {
        const asked = [...pods("x", 2, 1, 7), ...pods("y", 3, 1, 2)];
        const nodes = ["a", "b"].map((name) => node(name, 9, 10));
        assert.equal(arrange(nodes, asked, 1).fits, undefined);
        assert.equal(arrange(nodes, asked).fits, false);
    });

    it("of a node less is missed only where more than a place on a node of its own is", () => {
        const nodes = ["a", "b", "c"].map((name) => node(name, 4, 16));
        const brokers = pods("x", 3, 1, 4, apartFrom("x"));
        assert.equal(indispensableOf(nodes, brokers), undefined);
        assert.equal(indispensableOf(nodes, [...brokers, ...pods("y", 4, 1, 4)]), undefined);
        assert.notEqual(indispensableOf(nodes, [...brokers, ...pods("y", 7, 1, 4)]), undefined);
    });
});
