import { z } from "zod";
import { choice, field } from "../fields";
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

export const nodes = z.strictObject({
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
            .min(1, "names no instance type")
            .default(["m5.xlarge"]),
        {
            allowed: "EC2 instance types of one architecture, such as m5.xlarge",
            meaning:
                "Of what the nodes are; several where capacityType is SPOT. Graviton types (m7g.xlarge) get the image for arm64.",
            example: ["m5.xlarge"],
        },
    ),
    min: field(count(1).default(3), { allowed: "a whole number from 1", meaning: "Fewest nodes.", example: 3 }),
    max: field(count(1).default(5), { allowed: "a whole number from 1", meaning: "Most nodes.", example: 5 }),
    desired: field(count(1).default(3), {
        allowed: "a whole number from min to max",
        meaning: "Nodes to start with.",
        example: 3,
    }),
    diskSize: field(count(20).default(50), {
        allowed: "a whole number of GiB, from 20",
        meaning: "Size of each node's encrypted root volume, GiB. Images and logs are there; Kafka's data is not.",
        example: 50,
    }),
    capacityType: field(choice(["ON_DEMAND", "SPOT"]).default("ON_DEMAND"), {
        allowed: "ON_DEMAND or SPOT",
        meaning: "How EC2 sells the nodes. SPOT nodes can be taken away at two minutes' notice.",
        example: "ON_DEMAND",
    }),
    releaseVersion: field(
        z
            .string()
            .regex(/^\d+\.\d+\.\d+-\d{8}$/, "is not a release of the EKS image")
            .optional(),
        {
            allowed: "a release of the EKS image for cluster.version, such as 1.35.2-20260301",
            meaning:
                "Image of the nodes. Default: the newest when the group is made, or when cluster.version moves it on.",
            example: "1.35.2-20260301",
        },
    ),
    maxUnavailable: field(count(1).default(1), {
        allowed: "a whole number from 1 to max",
        meaning:
            "How many nodes are replaced at once where the group's image, version or template changes. A node is drained within the pods' disruption budgets.",
        example: 1,
    }),
    roleArn: roleArn(
        "Role of the nodes, where the stack may make none: trusts ec2.amazonaws.com (in China ec2.amazonaws.com.cn), has AmazonEKSWorkerNodePolicy, AmazonEKS_CNI_Policy and AmazonEC2ContainerRegistryPullOnly. Default: one is made.",
        "confluent-nodes",
    ),
    subnets: field(choice(["private", "public"]).optional(), {
        allowed: "private or public",
        meaning:
            "In which subnets the nodes are. Default: private where they reach out by NAT, endpoints or an existing VPC's private subnets; else public.",
        example: "private",
    }),
});
