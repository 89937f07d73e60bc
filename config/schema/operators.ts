import { z } from "zod";
import { choice, field, namespace } from "../fields";
import { cfkDefault, cfkVersions } from "../support";
import { block } from "./network";

const values = (chart: string, such: string) =>
    field(z.string().min(1, "is empty").optional(), {
        allowed: "a YAML file in this checkout",
        meaning: `Values for the chart ${chart}, which override this program's defaults: ${such}. They can't override what the program itself depends on; such a value is rejected.`,
        example: `values/${chart}.yaml`,
    });

const install = (what: string) =>
    field(choice(["helm", "none"]).default("helm"), {
        allowed: "helm or none",
        meaning: `Whether the stack installs ${what} or uses an existing installation. You can't remove what the stack has installed with this key: see "Would be deleted" in docs/TROUBLESHOOTING.md.`,
        example: "none",
    });

export const confluentGroup = z.strictObject({
    install: install("Confluent for Kubernetes"),
    version: field(choice(cfkVersions).default(cfkDefault), {
        allowed: cfkVersions.join(", "),
        meaning:
            "The version of Confluent for Kubernetes, whether the stack installs it or not; it determines the chart's version. The overlay's " +
            "init image has the same tag: use `npm run upgrade` to change both.",
        example: cfkDefault,
    }),
    namespace: field(namespace().default("confluent-operator"), {
        allowed: "a namespace of its own",
        meaning:
            "The operator's namespace. The operator watches all namespaces. You can't move it once it is installed.",
        example: "confluent-operator",
    }),
    values: values("confluent-for-kubernetes", "resources, tolerations, replicas, webhooks"),
});

export const argocdGroup = z.strictObject({
    install: install("Argo CD"),
    version: field(
        z
            .string()
            .regex(/^\d+\.\d+\.\d+$/, "is not a chart version")
            .default("10.4.1"),
        {
            allowed: "a version of the chart argo-cd, three numbers",
            meaning: "The version of the Helm chart. 10.4.1 contains Argo CD 3.5.2.",
            example: "10.4.1",
        },
    ),
    namespace: field(namespace().default("argocd"), {
        allowed: "a namespace of its own",
        meaning: "Argo CD's namespace. You can't move Argo CD once it is installed.",
        example: "argocd",
    }),
    values: values("argo-cd", "SSO, RBAC, high availability, notifications, resources, tolerations"),
    access: field(choice(["portForward", "nodePort", "loadBalancer", "internalLoadBalancer"]).default("portForward"), {
        allowed: "portForward, nodePort, loadBalancer or internalLoadBalancer",
        meaning:
            "How people reach Argo CD's UI. On AWS, a load balancer is a Network Load Balancer: in the public subnets, or an internal one in the private subnets, for the VPC and networks that are connected to it. It forwards to node ports, or with cluster.loadBalancerController to the pods.",
        example: "portForward",
    }),
    certificateArn: field(
        z
            .string()
            .regex(
                /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/,
                "is not the ARN of a certificate",
            )
            .optional(),
        {
            allowed: "the ARN of a certificate in AWS Certificate Manager, in the stack's region",
            meaning:
                "The certificate of the load balancer, which then terminates TLS and uses TLS again to the pods. It needs cluster.loadBalancerController. By default, TLS is passed through to Argo CD, whose own certificate is in the Secret argocd-server-tls, or self-signed.",
            example: "arn:aws:acm:eu-central-1:123456789012:certificate/1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809",
        },
    ),
    sourceRanges: field(z.array(block()).default([]), {
        allowed: "IPv4 blocks no wider than /8 that do not overlap",
        meaning:
            "The addresses that can reach the load balancer. Required with access loadBalancer. Without it, an internal load balancer is open to everybody who can reach its subnets.",
        example: ["203.0.113.0/24"],
    }),
});

export const mirrorsGroup = z.strictObject({
    charts: field(z.string().min(1, "is empty").optional(), {
        allowed: "an https:// chart repository, an oci:// registry path, or a local folder of charts",
        meaning: "Where the Helm charts come from, instead of their own repositories.",
        example: "oci://registry.example.com/charts",
    }),
    images: field(
        z
            .string()
            .regex(/^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9._-]+)*$/, "is not a registry host with an optional path")
            .optional(),
        {
            allowed: "a registry host with an optional path, without https://",
            meaning:
                "The registry that mirrors all images of the operators and the overlay, each under its own path without the registry: `quay.io/argoproj/argocd` as `argoproj/argocd`, `node` as `library/node`.",
            example: "registry.example.com/mirror",
        },
    ),
});
