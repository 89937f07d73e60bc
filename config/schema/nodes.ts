import { z } from "zod";
import { choice, descriptionOf, field } from "../fields";
import { roleArn } from "./company";

const count = (least: number) =>
    z.number("is not a number").int("is not a whole number").min(least, `is under ${least}`);

const addonVersion = () =>
    z
        .string()
        .regex(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/, "is not an add-on's version")
        .optional();

/** For a cluster that the stack creates. */
export const addonVersions = field(
    z
        .strictObject({
            "vpc-cni": addonVersion(),
            "kube-proxy": addonVersion(),
            coredns: addonVersion(),
            "eks-pod-identity-agent": addonVersion(),
            "aws-ebs-csi-driver": addonVersion(),
            "metrics-server": addonVersion(),
            "snapshot-controller": addonVersion(),
        })
        .default({}),
    {
        allowed:
            "versions by add-on: vpc-cni, kube-proxy, coredns, eks-pod-identity-agent, aws-ebs-csi-driver, metrics-server, snapshot-controller",
        meaning:
            "Pins the versions of EKS add-ons. The others follow cluster.version: vpc-cni and kube-proxy use the newest version for it, the rest EKS's default (aws eks describe-addon-versions).",
        example: { coredns: "v1.12.4-eksbuild.1" },
    },
);

/** What a group of nodes consists of: set for all groups, and overridden for a single one. */
const ofGroup = {
    instanceTypes: field(
        z
            .array(
                z
                    .string()
                    .regex(
                        /^[a-z][a-z0-9-]*\.(nano|micro|small|medium|large|\d*xlarge|metal(-\d+xl)?)$/,
                        "is not an EC2 instance type",
                    ),
            )
            .min(1, "names no instance type"),
        {
            allowed: "EC2 instance types of one architecture, such as m5.xlarge",
            meaning:
                "The nodes' instance types; use several with capacityType SPOT. Graviton types (m7g.xlarge) get the arm64 image.",
            example: ["m5.xlarge"],
        },
    ),
    desired: field(count(1), {
        allowed: "a whole number from 1; with a scaler, from min to max",
        meaning:
            "The number of nodes. With scaling clusterAutoscaler, the number to start with; `pulumi up` doesn't change the number that the autoscaler has set.",
        example: 3,
    }),
    min: field(count(0), {
        allowed: "a whole number from 0 to max, with scaling clusterAutoscaler",
        meaning: "The minimum number of nodes for the autoscaler. Default: desired.",
        example: 3,
    }),
    max: field(count(1), {
        allowed: "a whole number from min, with scaling clusterAutoscaler",
        meaning: "The maximum number of nodes for the autoscaler. Default: desired.",
        example: 6,
    }),
    diskSize: field(count(20), {
        allowed: "a whole number of GiB, from 20",
        meaning:
            "The size of each node's encrypted root volume in GiB. It contains images and logs, but not Kafka's data.",
        example: 50,
    }),
    capacityType: field(choice(["ON_DEMAND", "SPOT"]), {
        allowed: "ON_DEMAND or SPOT",
        meaning: "The purchase option of the nodes. EC2 can take SPOT nodes away with two minutes' notice.",
        example: "ON_DEMAND",
    }),
    releaseVersion: field(z.string().regex(/^\d+\.\d+\.\d+-\d{8}$/, "is not a release of the EKS image"), {
        allowed: "a release of the EKS image for cluster.version, such as 1.35.2-20260301",
        meaning:
            "The image of the nodes. Default: the newest at the time when the group is created, or upgraded through cluster.version.",
        example: "1.35.2-20260301",
    }),
    maxUnavailable: field(count(1), {
        allowed: "a whole number from 1 to the maximum number of nodes in the group",
        meaning:
            "How many nodes are replaced at the same time if the group's image, version or launch template changes. Nodes are drained within the pods' disruption budgets.",
        example: 1,
    }),
};

/** The same key of one group. */
function ofOne<Name extends keyof typeof ofGroup>(name: Name) {
    const { allowed = "", example } = descriptionOf(ofGroup[name]) ?? {};
    const meaning = `The same for this group. Default: cluster.nodes.${name}.`;
    return field(ofGroup[name].optional(), { allowed, meaning, example }) as z.ZodOptional<(typeof ofGroup)[Name]>;
}

const taint = z.strictObject({
    key: z.string(),
    value: z.string().optional(),
    effect: choice(["NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"]),
});

const group = z.strictObject({
    instanceTypes: ofOne("instanceTypes"),
    desired: ofOne("desired"),
    min: ofOne("min"),
    max: ofOne("max"),
    diskSize: ofOne("diskSize"),
    capacityType: ofOne("capacityType"),
    releaseVersion: ofOne("releaseVersion"),
    maxUnavailable: ofOne("maxUnavailable"),
    labels: field(z.record(z.string(), z.string()).default({}), {
        allowed:
            "Kubernetes labels outside kubernetes.io, k8s.io and eks.amazonaws.com, with keys of at most 63 characters",
        meaning: "The labels of the group's nodes. An overlay selects them with podTemplate.affinity.",
        example: { "node-group": "brokers" },
    }),
    taints: field(z.array(taint).default([]), {
        allowed:
            "key, value and effect: NO_SCHEDULE, NO_EXECUTE or PREFER_NO_SCHEDULE, EKS's names for Kubernetes' NoSchedule, NoExecute and PreferNoSchedule",
        meaning: "Keeps pods that don't tolerate it off the group's nodes. At least one group must have no taints.",
        example: [{ key: "dedicated", value: "brokers", effect: "NO_SCHEDULE" }],
    }),
    perZone: field(z.boolean().default(false), {
        allowed: "true or false",
        meaning:
            "One group in each zone, instead of one group for all zones; desired, min and max apply to each. Use it for pods with volumes: an EBS volume can't leave its zone, and only a group for a single zone is sure to add a node there.",
        example: true,
    }),
});

/** For a cluster that the stack creates. */
export const nodes = z.strictObject({
    scaling: field(choice(["none", "clusterAutoscaler", "autoMode"]).default("none"), {
        allowed: "none, clusterAutoscaler or autoMode",
        meaning:
            "What sets the number of nodes. none: the key desired. clusterAutoscaler: the Cluster Autoscaler, between min and max of each group, depending on whether pods wait for room or nodes are idle. " +
            "autoMode: EKS Auto Mode, which creates the nodes itself, with their network, volumes and load balancers; of the keys under cluster.nodes, only roleArn and subnets then apply. " +
            "You can't turn Auto Mode on or off for an existing cluster.",
        example: "clusterAutoscaler",
    }),
    instanceTypes: ofGroup.instanceTypes.default(["m5.xlarge"]),
    desired: ofGroup.desired.default(3),
    min: ofGroup.min.optional(),
    max: ofGroup.max.optional(),
    diskSize: ofGroup.diskSize.default(50),
    capacityType: ofGroup.capacityType.default("ON_DEMAND"),
    releaseVersion: ofGroup.releaseVersion.optional(),
    maxUnavailable: ofGroup.maxUnavailable.default(1),
    roleArn: roleArn(
        "The role of the nodes in all groups, if the stack may not create one. It trusts ec2.amazonaws.com (in China ec2.amazonaws.com.cn), and has AmazonEKSWorkerNodePolicy, AmazonEKS_CNI_Policy and AmazonEC2ContainerRegistryPullOnly; with autoMode, AmazonEKSWorkerNodeMinimalPolicy and AmazonEC2ContainerRegistryPullOnly instead. By default, the stack creates one.",
        "confluent-nodes",
    ),
    autoscalerRoleArn: roleArn(
        "The role of the Cluster Autoscaler, if the stack may not create one. It trusts pods.eks.amazonaws.com with sts:AssumeRole and sts:TagSession, and has the policy in aws/cluster-autoscaler.policy.json. By default, the stack creates one.",
        "confluent-autoscaler",
    ),
    subnets: field(choice(["private", "public"]).optional(), {
        allowed: "private or public",
        meaning:
            "Whether the nodes are in the private or the public subnets. Default: private if they can reach AWS through NAT, endpoints or an existing VPC's private subnets, otherwise public.",
        example: "private",
    }),
    groups: z.record(z.string(), group).default({}),
});
