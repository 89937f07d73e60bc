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

/** Of a cluster that the stack makes. */
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
            "Pins EKS add-ons. Those that are not named follow cluster.version: vpc-cni and kube-proxy the newest for it, the others EKS's default (aws eks describe-addon-versions).",
        example: { coredns: "v1.12.4-eksbuild.1" },
    },
);

/** What a group of nodes is of: said for all groups, and for one of them otherwise. */
const ofGroup = {
    instanceTypes: field(
        z
            .array(
                z
                    .string()
                    .regex(
                        /^[a-z][a-z0-9-]*\.(nano|micro|small|medium|large|\d*xlarge|metal(-\d+xl)?)$/,
                        "is not the form of an EC2 instance type",
                    ),
            )
            .min(1, "names no instance type"),
        {
            allowed: "EC2 instance types of one architecture, such as m5.xlarge",
            meaning:
                "Of what the nodes are; several where capacityType is SPOT. Graviton types (m7g.xlarge) get the image for arm64.",
            example: ["m5.xlarge"],
        },
    ),
    desired: field(count(1), {
        allowed: "a whole number from 1; with a scaler, from min to max",
        meaning: "How many nodes. With scaling clusterAutoscaler: how many to start with; the scaler's number stays.",
        example: 3,
    }),
    min: field(count(0), {
        allowed: "a whole number from 0 to max, with scaling clusterAutoscaler",
        meaning: "Fewest nodes that the scaler leaves. Default: desired.",
        example: 3,
    }),
    max: field(count(1), {
        allowed: "a whole number from min, with scaling clusterAutoscaler",
        meaning: "Most nodes that the scaler makes. Default: desired.",
        example: 6,
    }),
    diskSize: field(count(20), {
        allowed: "a whole number of GiB, from 20",
        meaning: "Size of each node's encrypted root volume, GiB. Images and logs are there; Kafka's data is not.",
        example: 50,
    }),
    capacityType: field(choice(["ON_DEMAND", "SPOT"]), {
        allowed: "ON_DEMAND or SPOT",
        meaning: "How EC2 sells the nodes. SPOT nodes can be taken away at two minutes' notice.",
        example: "ON_DEMAND",
    }),
    releaseVersion: field(z.string().regex(/^\d+\.\d+\.\d+-\d{8}$/, "is not a release of the EKS image"), {
        allowed: "a release of the EKS image for cluster.version, such as 1.35.2-20260301",
        meaning: "Image of the nodes. Default: the newest when the group is made, or when cluster.version moves it on.",
        example: "1.35.2-20260301",
    }),
    maxUnavailable: field(count(1), {
        allowed: "a whole number from 1 to the most nodes of the group",
        meaning:
            "How many nodes are replaced at once where the group's image, version or template changes. A node is drained within the pods' disruption budgets.",
        example: 1,
    }),
};

/** The same key of one group. */
function ofOne<Name extends keyof typeof ofGroup>(name: Name) {
    const { allowed = "", example } = descriptionOf(ofGroup[name]) ?? {};
    const meaning = `The same of this group. Default: cluster.nodes.${name}.`;
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
        allowed: "Kubernetes labels outside kubernetes.io, k8s.io and eks.amazonaws.com, 63 characters a key at most",
        meaning: "Labels of the group's nodes, which an overlay asks for by podTemplate.affinity.",
        example: { "node-group": "brokers" },
    }),
    taints: field(z.array(taint).default([]), {
        allowed:
            "key, value and effect: NO_SCHEDULE, NO_EXECUTE or PREFER_NO_SCHEDULE, EKS's names of Kubernetes' NoSchedule, NoExecute and PreferNoSchedule",
        meaning: "Keeps off the group's nodes what does not tolerate it. One group has to be without.",
        example: [{ key: "dedicated", value: "brokers", effect: "NO_SCHEDULE" }],
    }),
    perZone: field(z.boolean().default(false), {
        allowed: "true or false",
        meaning:
            "A group in each zone instead of one over all, and desired, min and max in each. For what has volumes: an EBS volume cannot leave its zone, and only a group of one zone is sure to bring a node there.",
        example: true,
    }),
});

/** Of a cluster that the stack makes. */
export const nodes = z.strictObject({
    scaling: field(choice(["none", "clusterAutoscaler", "autoMode"]).default("none"), {
        allowed: "none, clusterAutoscaler or autoMode",
        meaning:
            "Who says how many nodes there are. none: desired. clusterAutoscaler: it, from min to max of each group, where pods wait for room or nodes are idle. " +
            "autoMode: EKS Auto Mode, which brings the nodes itself, with their network, volumes and load balancers: of this group's keys only roleArn and subnets then have a meaning. " +
            "A cluster keeps Auto Mode, or stays without.",
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
        "Role of the nodes, of all groups, where the stack may make none (with autoMode it has AmazonEKSWorkerNodeMinimalPolicy and AmazonEC2ContainerRegistryPullOnly): trusts ec2.amazonaws.com (in China ec2.amazonaws.com.cn), has AmazonEKSWorkerNodePolicy, AmazonEKS_CNI_Policy and AmazonEC2ContainerRegistryPullOnly. Default: one is made.",
        "confluent-nodes",
    ),
    autoscalerRoleArn: roleArn(
        "Role of the Cluster Autoscaler, where the stack may make none: trusts pods.eks.amazonaws.com with sts:AssumeRole and sts:TagSession, may do what aws/cluster-autoscaler.policy.json says. Default: one is made.",
        "confluent-autoscaler",
    ),
    subnets: field(choice(["private", "public"]).optional(), {
        allowed: "private or public",
        meaning:
            "In which subnets the nodes are. Default: private where they reach out by NAT, endpoints or an existing VPC's private subnets; else public.",
        example: "private",
    }),
    groups: z.record(z.string(), group).default({}),
});
