import { z } from "zod";
import { choice, field, version } from "../fields";
import { eksVersionNames } from "../support";
import { keyArn, roleArn } from "./company";
import { block } from "./network";
import { addonVersions, nodes } from "./nodes";

const sourceOf = <Source extends string>(source: Source) =>
    field(z.literal(source), {
        allowed: "eks, existing or kubeconfig",
        meaning:
            "Whether the stack creates an EKS cluster, uses an existing EKS cluster, or uses any cluster in a kubeconfig.",
        example: source,
    });

const name = () => z.string().regex(/^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/, "is not a valid name in EKS");
const principals = (meaning: string, example: string) =>
    field(
        z
            .array(
                z
                    .string()
                    .regex(
                        /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/,
                        "is not the ARN of an IAM role or user",
                    )
                    // https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
                    .refine(
                        (arn) => !arn.includes(":role/aws-service-role/"),
                        "is a role of an AWS service, for which EKS accepts no access entry",
                    ),
            )
            .default([]),
        {
            allowed: "ARNs of IAM roles or users of the region's partition",
            meaning,
            example: [`arn:aws:iam::123456789012:role/${example}`],
        },
    );

const eks = z.strictObject({
    source: sourceOf("eks"),
    name: field(name().default("confluent"), {
        allowed: "letters, digits, - and _, 100 at most",
        meaning: "The name of the EKS cluster.",
        example: "confluent",
    }),
    version: field(version().pipe(choice(eksVersionNames)).default("1.35"), {
        allowed: `${eksVersionNames.join(", ")} (quoted in YAML)`,
        meaning: "The Kubernetes version.",
        example: "1.35",
    }),
    upgradePolicy: field(choice(["STANDARD", "EXTENDED"]).default("STANDARD"), {
        allowed: "STANDARD or EXTENDED",
        meaning:
            "What happens when EKS's standard support for the version ends. STANDARD: EKS upgrades the cluster by itself. EXTENDED: the version can stay for another year, at six times the price of the control plane. A version that has left standard support needs EXTENDED.",
        example: "EXTENDED",
    }),
    roleArn: roleArn(
        "The cluster's role, if the stack may not create one. It trusts eks.amazonaws.com and has AmazonEKSClusterPolicy. It can't be changed later. By default, the stack creates one.",
        "confluent-cluster",
    ),
    kmsKeyArn: keyArn(
        "The key that encrypts Kubernetes Secrets. It can't be changed later. By default, the stack creates one.",
    ),
    addonVersions,
    loadBalancerController: field(z.boolean().default(false), {
        allowed: "true or false",
        meaning:
            "Whether to install AWS Load Balancer Controller, with its role and its IngressClass `alb`. It creates Network Load Balancers that forward directly to pods, " +
            "are internal unless configured otherwise, and support TLS. It handles the Services that ask for it (loadBalancerClass service.k8s.aws/nlb), including Argo CD's; " +
            "the controller in EKS's control plane handles all others.",
        example: true,
    }),
    loadBalancerControllerRoleArn: roleArn(
        "The role of AWS Load Balancer Controller, if the stack may not create one. It trusts pods.eks.amazonaws.com with sts:AssumeRole and sts:TagSession, and has the policy in aws/load-balancer-controller.policy.json. By default, the stack creates one.",
        "confluent-load-balancers",
    ),
    metricsServer: field(z.boolean().default(false), {
        allowed: "true or false",
        meaning:
            "Whether to install the EKS add-on metrics-server, which `kubectl top` and HorizontalPodAutoscalers need.",
        example: true,
    }),
    snapshotController: field(z.boolean().default(false), {
        allowed: "true or false",
        meaning:
            "Whether to install the EKS add-on snapshot-controller, with a default VolumeSnapshotClass of the EBS CSI driver: `ebs`, " +
            "or with deletionProtection `ebs-retain`, whose snapshots outlive their VolumeSnapshots.",
        example: true,
    }),
    nodes: nodes.prefault({}),
    publicAccessCidrs: field(z.array(block()), {
        allowed: "at most 40 public IPv4 blocks that do not overlap; an empty list closes the public endpoint",
        meaning:
            "The addresses that can reach the cluster's API over the internet. Nodes and pods reach it inside the VPC; for other clients there, use privateAccessCidrs.",
        example: ["203.0.113.0/24"],
    }),
    privateAccessCidrs: field(z.array(block()).default([]), {
        allowed: "IPv4 blocks no wider than /8 that do not overlap",
        meaning:
            "The addresses in the VPC, and in networks that are connected to it, that can also reach the cluster's API: a bastion, a VPN, a runner. " +
            "Clients there resolve the name to the private endpoint, so publicAccessCidrs doesn't apply to them, and they have no access unless they are listed here.",
        example: ["10.0.0.0/16"],
    }),
    admins: principals(
        "Additional cluster administrators, through access entries. Leave out whoever creates the cluster: they are an administrator without one.",
        "platform-admins",
    ),
    viewers: principals(
        "Who can read everything in the cluster, including Secrets, and change nothing: for example, the role that previews pull requests.",
        "confluent-preview",
    ),
    deletionProtection: field(z.boolean().default(false), {
        allowed: "true or false",
        meaning:
            "Whether resources that hold data, or whose deletion would delete data, are protected from being deleted by mistake. EKS refuses to delete the cluster. Pulumi refuses to delete or replace the cluster, its network, the key, the logs, the CRDs, the namespace and the Application. Volumes that are created from then on outlive their claims. To destroy the stack, set it to false, run `pulumi up`, then `pulumi destroy`. Those volumes stay, and you have to delete them yourself.",
        example: true,
    }),
});

const existing = z.strictObject({
    source: sourceOf("existing"),
    name: field(name(), {
        allowed: "the name of an EKS cluster in the stack's region",
        meaning: "The EKS cluster to use. It needs a default StorageClass.",
        example: "shared-platform",
    }),
});

const kubeconfigPath = z
    .string()
    .min(1, "is empty")
    .refine(
        (path) => !/\n|^\s*\{|apiVersion/.test(path),
        "is the content of a kubeconfig, not a path: its keys would be in Git",
    );

const kubeconfig = z.strictObject({
    source: sourceOf("kubeconfig"),
    kubeconfig: field(kubeconfigPath.optional(), {
        allowed: "the path of a kubeconfig file",
        meaning:
            "The kubeconfig to use. It is read as kubectl reads it: if KUBECONFIG lists several files, the first one that contains an entry wins. Default: KUBECONFIG, otherwise ~/.kube/config. The stack's state contains the part that the context needs, encrypted.",
        example: "./kubeconfig.yaml",
    }),
    context: field(z.string().min(1, "is empty"), {
        allowed: "a context of that kubeconfig",
        meaning:
            "The context to use. It has to be set, so that `kubectl config use-context` can't make a stack deploy to another cluster.",
        example: "k3d-confluent",
    }),
});

export const clusterGroup = z.discriminatedUnion("source", [eks, existing, kubeconfig]);
