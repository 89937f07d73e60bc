import { type Architecture, architectureOf } from "../aws/architecture";
import { keyOf, type NodeGroup, nodeGroupsOf } from "../nodeGroups";
import { keepsOff, taintsOf } from "../workload/placement";
import { type Problem, setCommand } from "../problems";
import { autoModeRules, autoModeWarnings } from "./autoMode";
import { type Facts, type Rule, refuse, rule } from "./rule";

type Nodes = Extract<Facts["cluster"], { source: "eks" }>["nodes"];

/** A rule for each node group; a fault in what groups inherit from `cluster.nodes` is reported once. */
const ofEach = (
    keys: readonly (keyof Nodes)[],
    check: (group: NodeGroup, facts: Facts, key: (name: Parameters<typeof keyOf>[2]) => string) => Problem[],
): Rule =>
    rule(["cluster.nodes.groups", ...keys.map((key) => `cluster.nodes.${key}`)], (facts) => {
        const { cluster } = facts;
        if (cluster.source !== "eks") return [];
        const problems = nodeGroupsOf(cluster.nodes).flatMap((group) =>
            check(group, facts, (name) => keyOf(cluster.nodes, group, name)),
        );
        return problems.filter(({ key }, index) => problems.findIndex((other) => other.key === key) === index);
    });

/** Used as part of a node group's name, followed by a zone's, for which EKS allows 63 characters. */
const groupName = /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/;

/** The name of a label or a taint, which a DNS subdomain and a slash may precede. Kubernetes' format. */
const labelName = /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const labelValue = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;

/** EKS: "Label cannot contain reserved prefixes [kubernetes.io/, k8s.io/, eks.amazonaws.com/]" (eksctl issue 4007). */
const reserved = /(^|\.)(kubernetes\.io|k8s\.io|eks\.amazonaws\.com)\//;

export const nodeRules: Rule[] = [
    rule(["cluster.nodes.groups"], ({ cluster }) => {
        if (cluster.source !== "eks") return [];
        const names = Object.keys(cluster.nodes.groups);
        return names.flatMap((name) => {
            const key = `cluster.nodes.groups.${name}`;
            const wrong = groupName.test(name)
                ? /-\d[a-z]$/.test(name) && "ends like a zone, which perZone appends to the name of a group"
                : "is not a valid name for a group of nodes";
            if (!wrong) return [];
            const allowed = "lower-case letters, digits and hyphens, at most 20, beginning with a letter";
            return [{ key, reason: wrong, allowed, fix: "give it another name" }];
        });
    }),

    // Nothing adds or removes nodes: a range would be a promise that nothing keeps. EKS itself raises the maximum while
    // it replaces nodes (https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html).
    ofEach(["min", "max", "scaling"], ({ desired }, { cluster }, key) => {
        if (cluster.source !== "eks" || cluster.nodes.scaling !== "none") return [];
        return (["min", "max"] as const).flatMap((name) => {
            const written = key(name);
            const value = valueAt(cluster.nodes, written);
            if (value === undefined) return [];
            const fix = [
                `${setCommand(written.replace(/\w+$/, "desired"), Math.max(value, desired))} for that number, and pulumi config rm --path ${written}`,
                `or ${setCommand("cluster.nodes.scaling", "clusterAutoscaler")}`,
            ].join("; ");
            const reason = "is never reached: nothing changes the number of nodes from desired";
            return [refuse(written, value, reason, fix)];
        });
    }),

    ofEach(["min", "max", "desired", "scaling"], ({ min, max, desired }, { cluster }, key) => {
        if (cluster.source !== "eks" || cluster.nodes.scaling !== "clusterAutoscaler") return [];
        if (min > max && min !== desired)
            return [refuse(key("min"), min, `is greater than max, ${max}`, `set it to ${max} or less`)];
        if (desired >= min && desired <= max) return [];
        const reason = `is not between min, ${min}, and max, ${max}`;
        return [refuse(key("desired"), desired, reason, `set it from ${min} to ${max}, or raise ${key("max")}`)];
    }),

    rule(["cluster.nodes.scaling", "cluster.nodes.groups", "cluster.nodes.min", "cluster.nodes.max"], ({ cluster }) => {
        if (cluster.source !== "eks" || cluster.nodes.scaling !== "clusterAutoscaler") return [];
        if (nodeGroupsOf(cluster.nodes).some(({ min, max }) => min !== max)) return [];
        return [
            refuse(
                "cluster.nodes.scaling",
                "clusterAutoscaler",
                "has nothing to scale: in every group, min and max are the same as desired",
                `${setCommand("cluster.nodes.max", 6)}, or the same for a group`,
            ),
        ];
    }),

    rule(["cluster.nodes.scaling", "cluster.nodes.autoscalerRoleArn"], ({ cluster }) => {
        if (cluster.source !== "eks" || cluster.nodes.scaling !== "none") return [];
        const { autoscalerRoleArn } = cluster.nodes;
        if (autoscalerRoleArn === undefined) return [];
        const fix = `${setCommand("cluster.nodes.scaling", "clusterAutoscaler")}, or pulumi config rm --path cluster.nodes.autoscalerRoleArn`;
        return [refuse("cluster.nodes.autoscalerRoleArn", autoscalerRoleArn, "has no effect without a scaler", fix)];
    }),

    ...autoModeRules,

    ofEach(["maxUnavailable", "max", "desired"], ({ maxUnavailable, max }, _, key) => {
        if (maxUnavailable <= max) return [];
        const reason = `is more than the number of nodes in the group, ${max}`;
        return [refuse(key("maxUnavailable"), maxUnavailable, reason, `set it from 1 to ${max}`)];
    }),

    ofEach(["releaseVersion"], ({ releaseVersion }, { cluster }, key) => {
        if (cluster.source !== "eks" || releaseVersion?.startsWith(`${cluster.version}.`) !== false) return [];
        return [
            refuse(
                key("releaseVersion"),
                releaseVersion,
                `is not for Kubernetes ${cluster.version} (cluster.version)`,
                `use a release for that version (https://github.com/awslabs/amazon-eks-ami/releases), or pulumi config rm --path ${key("releaseVersion")}`,
            ),
        ];
    }),

    ofEach(["instanceTypes"], ({ instanceTypes }, _, key) => {
        const arm = instanceTypes.filter((type) => architectureOf(type) === "arm64");
        if (arm.length === 0 || arm.length === instanceTypes.length) return [];
        return [
            refuse(
                key("instanceTypes"),
                instanceTypes,
                `mixes arm64 (${arm.join(", ")}) with x86; all nodes in a group use the same image`,
                "keep the types of one architecture, or create a group for each (cluster.nodes.groups)",
            ),
        ];
    }),

    ofEach([], ({ name, labels }) =>
        Object.entries(labels).flatMap(([label, value]) => {
            const reason = reserved.test(label)
                ? `${label} has a prefix that is reserved for EKS`
                : !labelName.test(label) || label.length > 63
                  ? `${label} is not a valid key for a label`
                  : !labelValue.test(value) && `${value} is not a valid value for a label`;
            return reason ? [refuse(`cluster.nodes.groups.${name}.labels`, labels, reason)] : [];
        }),
    ),

    ofEach([], ({ name, taints }) => {
        const key = `cluster.nodes.groups.${name}.taints`;
        if (taints.length > 50) return [refuse(key, taints, "are more than the 50 that EKS accepts")];
        const seen = new Set<string>();
        return taints.flatMap(({ key: taint, value = "", effect }) => {
            const again = seen.has(`${taint} ${effect}`);
            seen.add(`${taint} ${effect}`);
            const reason = !labelName.test(taint)
                ? `${taint} is not a valid key for a taint`
                : !labelValue.test(value)
                  ? `${value} is not a valid value for a taint`
                  : again && `${taint} with ${effect} is listed twice`;
            return reason ? [refuse(key, taints, reason)] : [];
        });
    }),

    // DNS, the operators and Argo CD tolerate no taints.
    rule(["cluster.nodes.groups"], ({ cluster }) => {
        if (cluster.source !== "eks" || cluster.nodes.scaling === "autoMode") return [];
        if (nodeGroupsOf(cluster.nodes).some((group) => !taintsOf(group).some(keepsOff))) return [];
        return [
            {
                key: "cluster.nodes.groups",
                reason: "all have taints: the cluster's DNS, the operators and Argo CD tolerate none, and could not run anywhere",
                allowed: "at least one group without taints",
                fix: "remove the taints from one group, or add a group without taints",
            },
        ];
    }),
];

/** The value in a stack's file at a key of the nodes. */
function valueAt(nodes: Nodes, key: string): number | undefined {
    const path = key.split(".").slice(2);
    return path.reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], nodes) as
        number | undefined;
}

/** The architectures of the groups, each with the names of its groups. */
function architectures(nodes: Nodes): Map<Architecture, string[]> {
    const found = new Map<Architecture, string[]>();
    for (const { name = "", instanceTypes } of nodeGroupsOf(nodes)) {
        const one = architectureOf(instanceTypes[0] ?? "");
        found.set(one, [...(found.get(one) ?? []), name]);
    }
    return found;
}

/** What works, but most likely not as the user hopes. */
export function nodeWarnings(facts: Facts): string[] {
    const { cluster } = facts;
    if (cluster.source !== "eks") return [];
    if (cluster.nodes.scaling === "autoMode") return autoModeWarnings(facts);
    const found = architectures(cluster.nodes);
    if (found.size < 2) return [];
    const [arm, x86] = (["arm64", "x86_64"] as const).map((one) => found.get(one)?.join(", "));
    return [
        `cluster.nodes.groups has both arm64 (${arm}) and x86 (${x86}): an image has to exist for both, or its pods have to select one, by the label kubernetes.io/arch or a label of the group. The preview cannot see which architectures an image supports: use docker buildx imagetools inspect IMAGE.`,
    ];
}
