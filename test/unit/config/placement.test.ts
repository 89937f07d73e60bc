import assert from "node:assert/strict";
import { check } from "../../../config/check";
import { nodeGroupsOf } from "../../../config/nodeGroups";
import type { Problem } from "../../../config/problems";
import type { Resource } from "../../../config/kustomize/resource";
import { keptOff, placementOf, targetOf } from "../../../config/workload/placement";
import { groups as schema } from "../../../config/schema";
import { readStackFile } from "../../../config/stackFile";
import { root } from "../../harness";

const taint = { key: "dedicated", value: "brokers", effect: "NO_SCHEDULE" };
const toleration = { key: "dedicated", operator: "Equal", value: "brokers", effect: "NoSchedule" };

/** A node group with settings of its own. */
function group(own: Record<string, unknown>) {
    const cluster = schema.cluster.parse({ source: "eks", publicAccessCidrs: [], nodes: { groups: { own } } });
    const [one] = cluster.source === "eks" ? nodeGroupsOf(cluster.nodes) : [];
    return one!;
}

const selecting = (...terms: object[]) => ({
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } } },
});
const term = (key: string, operator: string, ...values: string[]) => ({
    matchExpressions: [{ key, operator, values }],
});

const resource = (kind: string, object: object, group = "platform.confluent.io") =>
    ({ group, kind, name: "one", file: "one.yaml", object }) as unknown as Resource;
const pods = (podTemplate: object) => placementOf(resource("Kafka", { spec: { podTemplate } }))!;

describe("pods and the nodes of a group", () => {
    const brokers = group({ labels: { role: "brokers" }, taints: [taint] });

    const found: [what: string, pod: object, of: ReturnType<typeof group>, why: object | undefined][] = [
        ["without a word, on nodes without taints", {}, group({}), undefined],
        ["without a word, kept off by a taint", {}, brokers, { repels: "dedicated=brokers:NoSchedule" }],
        ["that tolerate the taint", { tolerations: [toleration] }, brokers, undefined],
        ["that tolerate everything", { tolerations: [{ operator: "Exists" }] }, brokers, undefined],
        ["that tolerate the key", { tolerations: [{ key: "dedicated", operator: "Exists" }] }, brokers, undefined],
        [
            "that tolerate another value",
            { tolerations: [{ ...toleration, value: "others" }] },
            brokers,
            { repels: "dedicated=brokers:NoSchedule" },
        ],
        [
            "that tolerate another effect",
            { tolerations: [{ ...toleration, effect: "NoExecute" }] },
            brokers,
            { repels: "dedicated=brokers:NoSchedule" },
        ],
        [
            "that a taint only asks to go elsewhere",
            {},
            group({ taints: [{ ...taint, effect: "PREFER_NO_SCHEDULE" }] }),
            undefined,
        ],
        [
            "that select a label which nodes do not have",
            selecting(term("role", "In", "brokers")),
            group({}),
            { selects: "role=brokers" },
        ],
        [
            "that select one of two",
            selecting(term("role", "In", "a"), term("role", "In", "b")),
            group({ labels: { role: "b" } }),
            undefined,
        ],
        ["that select by its being there", selecting(term("role", "Exists")), group({}), { selects: "role Exists" }],
        ["that select by its not being there", selecting(term("role", "DoesNotExist")), group({}), undefined],
        [
            "that select all but some",
            selecting(term("role", "NotIn", "a")),
            group({ labels: { role: "a" } }),
            { selects: "role NotIn a" },
        ],
        [
            "that want an Arm processor",
            selecting(term("kubernetes.io/arch", "In", "arm64")),
            group({}),
            { selects: "kubernetes.io/arch=arm64" },
        ],
        [
            "that want an Arm processor, on Graviton",
            selecting(term("kubernetes.io/arch", "In", "arm64")),
            group({ instanceTypes: ["m7g.large"] }),
            undefined,
        ],
        [
            "that want no Spot nodes",
            selecting(term("eks.amazonaws.com/capacityType", "NotIn", "SPOT")),
            group({ capacityType: "SPOT" }),
            { selects: "eks.amazonaws.com/capacityType NotIn SPOT" },
        ],
        [
            "that need a zone, which is unknown",
            selecting(term("topology.kubernetes.io/zone", "In", "x")),
            group({}),
            undefined,
        ],
        ["that have a node selector", { nodeSelector: { role: "a" } }, group({}), { selects: "role=a" }],
    ];
    for (const [what, pod, of, why] of found) {
        it(`${what}: ${why ? JSON.stringify(why) : "fit"}`, () => {
            assert.deepEqual(keptOff(pods(pod), targetOf(of)), why);
        });
    }

    it("are found in workloads too, and in no other objects", () => {
        const spec = { nodeSelector: { role: "a" } };
        const placed = (kind: string, object: object, group: string) => placementOf(resource(kind, object, group));
        assert.deepEqual(placed("Deployment", { spec: { template: { spec } } }, "apps")?.nodeSelector, { role: "a" });
        const jobTemplate = { spec: { template: { spec } } };
        assert.deepEqual(placed("CronJob", { spec: { jobTemplate } }, "batch")?.nodeSelector, { role: "a" });
        assert.deepEqual(placed("Pod", { spec }, "")?.nodeSelector, { role: "a" });
        assert.equal(placed("ConfigMap", { data: {} }, ""), undefined);
        assert.equal(placed("KafkaTopic", { spec: { replicas: 3 } }, "platform.confluent.io"), undefined);
    });
});

/** What the check says of the example node-groups, with something of its nodes changed. */
function checked(overrides: Record<string, unknown>): { problems: Problem[]; warnings: string[] } {
    const { config } = readStackFile("node-groups", overrides);
    const groups = Object.fromEntries(
        Object.entries(config).flatMap(([key, value]) =>
            key.startsWith("confluent-gitops:") ? [[key.slice(17), value]] : [],
        ),
    );
    return check({ groups, secrets: {}, region: "eu-central-1", root, today: "2026-11-24" });
}

describe("an overlay on the node groups of its stack", () => {
    const brokers = "cluster.nodes.groups.brokers";

    it("is accepted if each pod finds its nodes", () => {
        const { problems, warnings } = checked({});
        assert.deepEqual(problems, []);
        assert.deepEqual(
            warnings.filter((warning) => /nodes/.test(warning)),
            [],
        );
    });

    it("is refused with all that would wait for a label which no group has, in one message", () => {
        const { problems } = checked({ [`${brokers}.labels`]: { role: "brokers" } });
        assert.deepEqual(
            problems.map(({ key }) => key),
            ["gitops.path"],
        );
        assert.match(
            problems[0]?.reason ?? "",
            /no group .* has the label that they select, node-group=brokers: .*Kafka kafka/,
        );
        assert.doesNotMatch(problems[0]?.reason ?? "", /Connect/);
        assert.match(
            problems[0]?.fix ?? "",
            /config set --path cluster\.nodes\.groups\.brokers\.labels\.node-group brokers/,
        );
    });

    it("is refused with what does not tolerate the only nodes that it selects", () => {
        const { problems } = checked({ [`${brokers}.taints`]: [{ ...taint, value: "kafka" }] });
        assert.equal(problems.length, 1);
        assert.match(problems[0]?.reason ?? "", /do not tolerate dedicated=kafka:NoSchedule .*Kafka kafka/);
    });

    it("causes a warning about nodes that a taint keeps empty", () => {
        const idle = { taints: [{ key: "gpu", effect: "NO_EXECUTE" }] };
        const { problems, warnings } = checked({ "cluster.nodes.groups.idle": idle });
        assert.deepEqual(problems, []);
        assert.ok(
            warnings.some((warning) =>
                /groups\.idle has the taint gpu:NoExecute, which nothing in .* tolerates/.test(warning),
            ),
        );
    });

    it("causes a warning about two architectures, because not every image exists for both", () => {
        const { warnings } = checked({ "cluster.nodes.groups.workers.instanceTypes": ["m7g.large"] });
        assert.ok(warnings.some((warning) => /both arm64 \(workers\) and x86 \(brokers\)/.test(warning)));
    });
});
