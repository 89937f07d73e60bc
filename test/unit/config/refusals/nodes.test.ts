import { type Refusal, refuses } from "../../../refusals";

const groups = (of: Record<string, unknown>) => ({ "cluster.nodes.groups": of });
const tainted = { taints: [{ key: "dedicated", value: "brokers", effect: "NO_SCHEDULE" }] };

const refusals: Refusal[] = [
    {
        it: "a maximum that nothing reaches",
        set: { "cluster.nodes.max": 6 },
        says: ["cluster.nodes.max", /never reached/],
    },
    {
        it: "a minimum that nothing reaches, of a group",
        set: groups({ workers: { min: 1 } }),
        says: ["cluster.nodes.groups.workers.min", /never reached/],
    },
    {
        it: "something that is no instance type",
        set: { "cluster.nodes.instanceTypes": ["m5-xlarge"] },
        says: ["cluster.nodes.instanceTypes[0]", /is not an EC2 instance type/],
    },
    {
        it: "something that is no instance type, in a group",
        set: groups({ workers: { instanceTypes: ["m5-xlarge"] } }),
        says: ["cluster.nodes.groups.workers.instanceTypes[0]", /is not an EC2 instance type/],
    },
    {
        it: "instance types of two architectures",
        set: { "cluster.nodes.instanceTypes": ["m5.xlarge", "m7g.xlarge", "g4dn.xlarge"] },
        says: ["cluster.nodes.instanceTypes", /mixes arm64 \(m7g\.xlarge\) with x86/],
    },
    {
        it: "instance types of two architectures in one group",
        set: groups({ workers: { instanceTypes: ["m5.xlarge", "m7g.xlarge"] }, others: {} }),
        says: ["cluster.nodes.groups.workers.instanceTypes", /mixes arm64 \(m7g\.xlarge\) with x86/],
    },
    {
        it: "instance types of two architectures, once for all groups that take them",
        set: { "cluster.nodes.instanceTypes": ["m5.xlarge", "m7g.xlarge"], ...groups({ one: {}, other: {} }) },
        says: ["cluster.nodes.instanceTypes", /mixes arm64/],
    },
    {
        it: "more nodes to replace at once than there are",
        set: { "cluster.nodes.maxUnavailable": 6 },
        says: ["cluster.nodes.maxUnavailable", /more than the number of nodes in the group, 3/],
    },
    {
        it: "more nodes to replace at once than a group has",
        set: groups({ workers: { desired: 3, maxUnavailable: 4 } }),
        says: ["cluster.nodes.groups.workers.maxUnavailable", /more than the number of nodes in the group, 3/],
    },
    {
        it: "an image of another Kubernetes",
        set: { "cluster.nodes.releaseVersion": "1.33.2-20260101" },
        says: ["cluster.nodes.releaseVersion", /is not for Kubernetes 1\.3/],
    },
    {
        it: "an image of another Kubernetes, in a group",
        set: groups({ workers: { releaseVersion: "1.33.2-20260101" } }),
        says: ["cluster.nodes.groups.workers.releaseVersion", /is not for Kubernetes 1\.3/],
    },
    {
        it: "a group's name that EKS does not take",
        set: groups({ Brokers: {} }),
        says: ["cluster.nodes.groups.Brokers", /not a valid name/],
    },
    {
        it: "a group's name that is a zone's",
        set: groups({ "b-eu-central-1a": {} }),
        says: ["cluster.nodes.groups.b-eu-central-1a", /ends like a zone/],
    },
    {
        it: "a group that is a number",
        set: groups({ workers: 3 }),
        says: ["cluster.nodes.groups.workers", /is not a group of keys/],
    },
    {
        it: "a misspelt key of a group",
        set: groups({ workers: { desred: 3 } }),
        says: ["cluster.nodes.groups.workers.desred", /did you mean cluster\.nodes\.groups\.workers\.desired\?/],
    },
    ...["kubernetes.io/role", "node-role.kubernetes.io/broker", "x.k8s.io/a", "eks.amazonaws.com/capacityType"].map(
        (label): Refusal => ({
            it: `the label ${label}, which EKS keeps for itself`,
            set: groups({ workers: { labels: { [label]: "a" } } }),
            says: ["cluster.nodes.groups.workers.labels", /a prefix that is reserved for EKS/],
        }),
    ),
    {
        it: "a label that Kubernetes does not take",
        set: groups({ workers: { labels: { role: "for connect" } } }),
        says: ["cluster.nodes.groups.workers.labels", /for connect is not a valid value for a label/],
    },
    {
        it: "the key of a label that Kubernetes does not take",
        set: groups({ workers: { labels: { "a role": "connect" } } }),
        says: ["cluster.nodes.groups.workers.labels", /a role is not a valid key for a label/],
    },
    {
        it: "a taint in Kubernetes' spelling",
        set: groups({ workers: { taints: [{ key: "a", effect: "NoSchedule" }] }, others: {} }),
        says: ["cluster.nodes.groups.workers.taints[0].effect", /is not an allowed value/],
    },
    {
        it: "a taint that Kubernetes does not take",
        set: groups({ workers: { taints: [{ key: "a b", effect: "NO_SCHEDULE" }] }, others: {} }),
        says: ["cluster.nodes.groups.workers.taints", /a b is not a valid key for a taint/],
    },
    {
        it: "the same taint twice",
        set: groups({
            workers: { taints: ["a", "b"].map((value) => ({ key: "x", value, effect: "NO_SCHEDULE" })) },
            others: {},
        }),
        says: ["cluster.nodes.groups.workers.taints", /x with NO_SCHEDULE is listed twice/],
    },
    {
        it: "groups that all keep the cluster's own pods off",
        set: groups({ brokers: tainted, workers: { taints: [{ key: "a", effect: "NO_EXECUTE" }] } }),
        says: ["cluster.nodes.groups", /tolerate none/],
    },
];

refuses("of the nodes", refusals);

const auto = (more: Record<string, unknown>) => ({ "cluster.nodes": { scaling: "autoMode", ...more } });
const scaler = (more: Record<string, unknown>) => ({
    "cluster.nodes": { scaling: "clusterAutoscaler", max: 6, ...more },
});

refuses("of EKS Auto Mode", [
    ...Object.entries({
        instanceTypes: ["m5.xlarge"],
        desired: 3,
        min: 1,
        max: 6,
        diskSize: 50,
        capacityType: "SPOT",
        releaseVersion: "1.35.2-20260301",
        maxUnavailable: 1,
        groups: { workers: {} },
        autoscalerRoleArn: "arn:aws:iam::123456789012:role/autoscaler",
    }).map(([key, value]): Refusal => ({
        it: `cluster.nodes.${key}, which has no meaning then`,
        set: auto({ [key]: value }),
        says: [`cluster.nodes.${key}`, /has no effect with cluster\.nodes\.scaling autoMode: EKS Auto Mode/],
    })),
    {
        it: "a role of the driver, which it does not have",
        set: { ...auto({}), "storage.roleArn": "arn:aws:iam::123456789012:role/ebs" },
        says: ["storage.roleArn", /creates volumes itself/],
    },
    {
        it: "the version of an add-on that it brings",
        set: { ...auto({}), "cluster.addonVersions": { coredns: "v1.12.4-eksbuild.1" } },
        says: ["cluster.addonVersions.coredns", /includes what coredns does/],
    },
]);

refuses("of the Cluster Autoscaler", [
    {
        it: "nothing that it may scale",
        set: { "cluster.nodes": { scaling: "clusterAutoscaler" } },
        says: ["cluster.nodes.scaling", /has nothing to scale/],
    },
    {
        it: "more nodes at least than at most",
        set: scaler({ min: 7, desired: 6 }),
        says: ["cluster.nodes.min", /greater than max, 6/],
    },
    {
        it: "a desired count out of bounds",
        set: scaler({ desired: 9 }),
        says: ["cluster.nodes.desired", /not between min, 9, and max, 6/],
    },
    {
        it: "its role where it is not asked for",
        set: { "cluster.nodes.autoscalerRoleArn": "arn:aws:iam::123456789012:role/autoscaler" },
        says: ["cluster.nodes.autoscalerRoleArn", /no effect without a scaler/],
    },
    {
        it: "a scaler that is not offered",
        set: { "cluster.nodes": { scaling: "karpenter" } },
        says: ["cluster.nodes.scaling", /is not an allowed value/],
    },
]);
