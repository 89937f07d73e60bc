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
            "Whether the stack makes an EKS cluster, takes an EKS cluster by name, or takes what a kubeconfig names.",
        example: source,
    });

const name = () => z.string().regex(/^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/, "is not a name that EKS accepts");
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
                        "is a role of an AWS service, of which EKS takes no access entry",
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
        meaning: "Name of the EKS cluster.",
        example: "confluent",
    }),
    version: field(version().pipe(choice(eksVersionNames)).default("1.35"), {
        allowed: `${eksVersionNames.join(", ")} (quoted in YAML)`,
        meaning: "Kubernetes version.",
        example: "1.35",
    }),
    upgradePolicy: field(choice(["STANDARD", "EXTENDED"]).default("STANDARD"), {
        allowed: "STANDARD or EXTENDED",
        meaning:
            "What comes at the end of EKS's standard support for the version: with STANDARD, EKS upgrades the cluster by itself; with EXTENDED, it stays for another year at six times the price of the control plane. A version that has left standard support needs EXTENDED.",
        example: "EXTENDED",
    }),
    roleArn: roleArn(
        "Role of the cluster, where the stack may make none: trusts eks.amazonaws.com, has AmazonEKSClusterPolicy. Fixed with the cluster. Default: one is made.",
        "confluent-cluster",
    ),
    kmsKeyArn: keyArn("Key that encrypts Kubernetes' Secrets. Fixed with the cluster. Default: one is made."),
    addonVersions,
    loadBalancerController: field(z.boolean().default(false), {
        allowed: "true or false",
        meaning:
            "Whether AWS Load Balancer Controller is installed, with a role and its IngressClass `alb`: Network Load Balancers straight to pods, " +
            "internal unless they say otherwise, with TLS. It takes Services that ask for it (loadBalancerClass service.k8s.aws/nlb), Argo CD's among them; " +
            "others stay with the controller in EKS's control plane.",
        example: true,
    }),
    loadBalancerControllerRoleArn: roleArn(
        "Role of AWS Load Balancer Controller, where the stack may make none: trusts pods.eks.amazonaws.com with sts:AssumeRole and sts:TagSession, may do what aws/load-balancer-controller.policy.json says. Default: one is made.",
        "confluent-load-balancers",
    ),
    metricsServer: field(z.boolean().default(false), {
        allowed: "true or false",
        meaning: "Whether the EKS add-on metrics-server is installed: `kubectl top`, and HorizontalPodAutoscalers.",
        example: true,
    }),
    snapshotController: field(z.boolean().default(false), {
        allowed: "true or false",
        meaning:
            "Whether the EKS add-on snapshot-controller is installed, with a default VolumeSnapshotClass of the EBS CSI driver: `ebs`, " +
            "or with deletionProtection `ebs-retain`, whose snapshots outlive their VolumeSnapshots.",
        example: true,
    }),
    nodes: nodes.prefault({}),
    publicAccessCidrs: field(z.array(block()), {
        allowed: "at most 40 public IPv4 blocks that do not overlap; an empty list closes the public endpoint",
        meaning:
            "From where the cluster's API can be reached over the internet. Nodes and pods reach it inside the VPC, and others there by privateAccessCidrs.",
        example: ["203.0.113.0/24"],
    }),
    privateAccessCidrs: field(z.array(block()).default([]), {
        allowed: "IPv4 blocks no wider than /8 that do not overlap",
        meaning:
            "From where else the cluster's API can be reached in the VPC, and in networks that are connected to it: a bastion, a VPN, a runner. " +
            "Whoever resolves names there comes by the private endpoint, past publicAccessCidrs, and is not let in unless named here.",
        example: ["10.0.0.0/16"],
    }),
    admins: principals(
        "Who else is cluster administrator, by access entries. Who makes the cluster is without one, and is left out here.",
        "platform-admins",
    ),
    viewers: principals(
        "Who sees all in the cluster, Secrets too, and changes nothing: the role of previews in pull requests.",
        "confluent-preview",
    ),
    deletionProtection: field(z.boolean().default(false), {
        allowed: "true or false",
        meaning:
            "Whether what holds data, or takes it along, is kept from deletion by mistake. EKS refuses to delete the cluster; Pulumi to delete or replace it, anything of its network, the key, the logs, the CRDs, the namespace and the Application; volumes made from then on outlive their claims. To destroy: set it to false, `pulumi up`, then `pulumi destroy`; those volumes stay, and are yours to delete.",
        example: true,
    }),
});

const existing = z.strictObject({
    source: sourceOf("existing"),
    name: field(name(), {
        allowed: "the name of an EKS cluster in the stack's region",
        meaning: "The EKS cluster to take. It needs a default StorageClass.",
        example: "shared-platform",
    }),
});

const kubeconfigPath = z
    .string()
    .min(1, "is empty")
    .refine(
        (path) => !/\n|^\s*\{|apiVersion/.test(path),
        "is a kubeconfig itself, and not a path: its keys would be in Git",
    );

const kubeconfig = z.strictObject({
    source: sourceOf("kubeconfig"),
    kubeconfig: field(kubeconfigPath.optional(), {
        allowed: "a path of a kubeconfig file",
        meaning:
            "The kubeconfig to take, read as kubectl does: of several files in KUBECONFIG the first that names a thing wins. Default: KUBECONFIG, else ~/.kube/config. Of it the stack's state holds, encrypted, what the context needs.",
        example: "./kubeconfig.yaml",
    }),
    context: field(z.string().min(1, "is empty"), {
        allowed: "a context of that kubeconfig",
        meaning: "Its context. Named, so that no `kubectl config use-context` sends a stack into another cluster.",
        example: "k3d-confluent",
    }),
});

export const clusterGroup = z.discriminatedUnion("source", [eks, existing, kubeconfig]);
