import { argoCdDefaults } from "../../config/charts/argoCdDefaults";
import { operatorDefaults } from "../../config/charts/operatorDefaults";
import type { Json, JsonObject } from "../../config/kustomize/json";
import { child } from "../../config/workload/platform";
import type { PodPlan } from "./plan";
import { requestsOf } from "./quantity";

/**
 * What an EKS cluster of the stack runs beside the platform, before it: on each node the VPC CNI (two containers of 25m,
 * config/master/aws-k8s-cni.yaml of aws/amazon-vpc-cni-k8s), kube-proxy (100m, as EKS installs it), the node's part of
 * the EBS CSI driver (three of 10m and 40 MiB, values.yaml of its chart) and the Pod Identity agent, which asks for
 * nothing; two of CoreDNS (100m, 70 MiB) and of the driver's controller (six of 10m and 40 MiB); the operator, and Argo
 * CD as the stack installs it (config/charts).
 */
export const systemPods = (): PodPlan[] => [
    ...["aws-node", "kube-proxy", "ebs-csi-node", "eks-pod-identity-agent"].map((name) =>
        pod(name, "EKS", "kube-system", daemons[name] ?? {}, { onEach: true }),
    ),
    ...pair("coredns", "EKS", { cpu: "100m", memory: "70Mi" }),
    ...pair("ebs-csi-controller", "EKS", { cpu: "60m", memory: "240Mi" }),
    pod("confluent-operator", "Confluent operator", "confluent-operator", operatorDefaults.resources.requests),
    ...["controller", "repoServer", "server", "applicationSet", "redis"].map((part) => {
        const resources = child(argoCdDefaults()[part] as Json, "resources");
        return pod(`argocd-${part.toLowerCase()}`, "Argo CD", "argocd", child(resources, "requests"));
    }),
];

const daemons: Readonly<Record<string, JsonObject>> = {
    "aws-node": { cpu: "50m" },
    "kube-proxy": { cpu: "100m" },
    "ebs-csi-node": { cpu: "30m", memory: "120Mi" },
};

const pair = (name: string, of: string, requests: JsonObject): PodPlan[] =>
    [0, 1].map((index) => pod(`${name}-${index}`, of, "kube-system", requests));

function pod(
    name: string,
    of: string,
    namespace: string,
    requests: Json | undefined,
    more: Partial<PodPlan> = {},
): PodPlan {
    const spec: JsonObject = { containers: [{ name, image: "none", resources: { requests: requests ?? {} } }] };
    const own = { name, namespace, of, isPlatform: false, wave: -Infinity, labels: { app: name } };
    return { ...own, spec, requests: requestsOf(spec), ...more };
}
