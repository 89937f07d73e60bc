import { argoCdDefaults } from "../charts/argoCdDefaults";
import { operatorDefaults } from "../charts/operatorDefaults";
import { mapAt, mergeValues, type Values, valueAt } from "../charts/values";
import type { Json, JsonObject } from "../kustomize/json";
import type { PodPlan } from "./plan";
import { requestsOf } from "./requests";

/**
 * What a stack installs beside the platform, and the user's values for the charts. Default: both charts, without
 * values.
 */
export interface Beside {
    confluent?: { install: string; values: Values };
    argocd?: { install: string; values: Values };
}

const byDefault = { install: "helm", values: {} };

/**
 * What an EKS cluster of the stack runs beside the platform, before the platform itself. On each node:
 * - the VPC CNI, two containers with 25m each: config/master/aws-k8s-cni.yaml in aws/amazon-vpc-cni-k8s, from 1.14 on
 *   with aws-eks-nodeagent
 * - kube-proxy, 100m: as EKS installs it; AWS publishes no manifest
 * - the node's part of the EBS CSI driver, three containers with 10m and 40 MiB each: node.resources in its chart's
 *   values.yaml, which templates/_node.tpl also uses for the registrar and the liveness probe
 * - the Pod Identity agent, which requests nothing
 *
 * Once in the cluster: two CoreDNS pods (100m, 70 MiB: cluster/addons/dns/coredns in kubernetes/kubernetes), two of the
 * driver's controller (six containers with 10m and 40 MiB each: controller.resources in the same values.yaml), the
 * operator, and Argo CD as the stack installs it (config/charts).
 */
export const systemPods = ({ confluent = byDefault, argocd = byDefault }: Beside = {}): PodPlan[] => [
    ...["aws-node", "kube-proxy", "ebs-csi-node", "eks-pod-identity-agent"].map((name) =>
        pod(name, "EKS", "kube-system", { requests: daemons[name] ?? {} }, { onEach: true }),
    ),
    ...pair("coredns", { cpu: "100m", memory: "70Mi" }),
    ...pair("ebs-csi-controller", { cpu: "60m", memory: "240Mi" }),
    ...(confluent.install === "helm" ? operatorsPods(confluent.values) : []),
    ...(argocd.install === "helm" ? argoCdsPods(argocd.values) : []),
];

const daemons: Readonly<Record<string, JsonObject>> = {
    "aws-node": { cpu: "50m" },
    "kube-proxy": { cpu: "100m" },
    "ebs-csi-node": { cpu: "30m", memory: "120Mi" },
};

/** What both of EKS's Deployments tolerate; the driver's also tolerates any taint that would evict it. */
const tolerations = [
    { key: "CriticalAddonsOnly", operator: "Exists" },
    { operator: "Exists", effect: "NoExecute" },
];

const pair = (name: string, requests: JsonObject): PodPlan[] =>
    [0, 1].map((index) => pod(`${name}-${index}`, "EKS", "kube-system", { requests }, {}, tolerations));

function operatorsPods(users: Values): PodPlan[] {
    const values = mergeValues(operatorDefaults, users);
    return replicasOf("confluent-operator", values, (name) =>
        pod(name, "Confluent operator", "confluent-operator", mapAt(values, ["resources"]), {}, tolerationsIn(values)),
    );
}

/** The parts of the chart that run without high availability. Anything else that the user turns on isn't counted. */
function argoCdsPods(users: Values): PodPlan[] {
    const values = mergeValues(argoCdDefaults(), users);
    return ["controller", "repoServer", "server", "applicationSet", "redis"].flatMap((part) => {
        const own = mapAt(values, [part]);
        if (own.enabled === false) return [];
        const taken = [...tolerationsIn(own), ...tolerationsIn(mapAt(values, ["global"]))];
        return replicasOf(`argocd-${part.toLowerCase()}`, own, (name) =>
            pod(name, "Argo CD", "argocd", mapAt(own, ["resources"]), {}, taken),
        );
    });
}

/** One pod if the chart doesn't set `replicas`. */
function replicasOf(name: string, { replicas = 1 }: Values, make: (name: string) => PodPlan): PodPlan[] {
    const count = typeof replicas === "number" ? replicas : 1;
    return Array.from({ length: count }, (_, index) => make(index === 0 ? name : `${name}-${index}`));
}

function tolerationsIn(values: Values): JsonObject[] {
    const found = valueAt(values, ["tolerations"]);
    return Array.isArray(found) ? (found as JsonObject[]) : [];
}

function pod(
    name: string,
    of: string,
    namespace: string,
    resources: Values,
    more: Partial<PodPlan> = {},
    tolerations: JsonObject[] = [],
): PodPlan {
    const spec: JsonObject = {
        containers: [{ name, image: "none", resources: resources as { [key: string]: Json } }],
        ...(tolerations.length > 0 && { tolerations }),
    };
    const own = { name, namespace, of, isPlatform: false, wave: -Infinity, labels: { app: name } };
    return { ...own, spec, requests: requestsOf(spec), ...more };
}
