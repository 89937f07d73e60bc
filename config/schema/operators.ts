import { z } from "zod";
import { choice, field, namespace } from "../fields";
import { cfkDefault, cfkVersions } from "../support";
import { block } from "./network";

const values = (chart: string, such: string) =>
    field(z.string().min(1, "is empty").optional(), {
        allowed: "a YAML file of this checkout",
        meaning: `Values of the chart ${chart}, over this program's defaults: ${such}. What the program needs stays as it is; a value against it is refused.`,
        example: `values/${chart}.yaml`,
    });

const install = (what: string) =>
    field(choice(["helm", "none"]).default("helm"), {
        allowed: "helm or none",
        meaning: `Whether the stack installs ${what}, or one that is there already is taken. What the stack has installed is not taken away by this: see "Would be deleted" in docs/TROUBLESHOOTING.md.`,
        example: "none",
    });

export const confluentGroup = z.strictObject({
    install: install("Confluent for Kubernetes"),
    version: field(choice(cfkVersions).default(cfkDefault), {
        allowed: cfkVersions.join(", "),
        meaning:
            "Version of Confluent for Kubernetes, installed or there already; the chart's version follows. The overlay's " +
            "init image has the same tag: change both by `npm run upgrade`.",
        example: cfkDefault,
    }),
    namespace: field(namespace().default("confluent-operator"), {
        allowed: "a namespace of its own",
        meaning: "Where the operator is. It watches all namespaces, and does not move once it is installed.",
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
            meaning: "Version of the Helm chart. 10.4.1 brings Argo CD 3.5.2.",
            example: "10.4.1",
        },
    ),
    namespace: field(namespace().default("argocd"), {
        allowed: "a namespace of its own",
        meaning: "Where Argo CD is. It does not move once it is installed.",
        example: "argocd",
    }),
    values: values("argo-cd", "SSO, RBAC, high availability, notifications, resources, tolerations"),
    access: field(choice(["portForward", "nodePort", "loadBalancer", "internalLoadBalancer"]).default("portForward"), {
        allowed: "portForward, nodePort, loadBalancer or internalLoadBalancer",
        meaning:
            "How people reach Argo CD's page. On AWS a load balancer is a Network Load Balancer: in the public subnets, or internal in the private ones, for the VPC and what is connected to it. It is to ports of the nodes, or with cluster.loadBalancerController to the pods.",
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
            allowed: "the ARN of a certificate of AWS Certificate Manager, in the stack's region",
            meaning:
                "Certificate of the page's load balancer, which then ends TLS and begins it anew to the pods; with cluster.loadBalancerController. Default: TLS is passed on to Argo CD, whose own certificate is in the Secret argocd-server-tls, or signed by itself.",
            example: "arn:aws:acm:eu-central-1:123456789012:certificate/1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809",
        },
    ),
    sourceRanges: field(z.array(block()).default([]), {
        allowed: "IPv4 blocks no wider than /8 that do not overlap",
        meaning:
            "From where the load balancer is reached; needed with access loadBalancer. An internal one without is open to all that reaches its subnets.",
        example: ["203.0.113.0/24"],
    }),
});

export const mirrorsGroup = z.strictObject({
    charts: field(z.string().min(1, "is empty").optional(), {
        allowed: "an https:// chart repository, an oci:// registry path, or a local folder of charts",
        meaning: "Where the Helm charts come from, in place of their own repositories.",
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
                "Registry that mirrors all images, the operators' and the overlay's, each under its own path without the registry: `quay.io/argoproj/argocd` as `argoproj/argocd`, `node` as `library/node`.",
            example: "registry.example.com/mirror",
        },
    ),
});
