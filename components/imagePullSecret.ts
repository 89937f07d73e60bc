import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { confluentGroup, confluentKinds } from "../config/workload/confluentKinds";
import { type GroupKind, isSame } from "../config/workload/workloadKinds";
import { pullSecretName } from "../config/charts/pullSecret";

/** The Secret in a namespace; nothing if the stack has no `imagePullSecret`. */
export function imagePullSecret(
    name: string,
    namespace: string,
    dockerConfig: string | undefined,
    opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
    if (dockerConfig === undefined) return [];
    const secret = new k8s.core.v1.Secret(
        `${name}-image-pull-secret`,
        {
            metadata: { name: pullSecretName, namespace },
            type: "kubernetes.io/dockerconfigjson",
            stringData: { ".dockerconfigjson": pulumi.secret(dockerConfig) },
        },
        opts,
    );
    return [secret];
}

/** The path of the pod specification in Kubernetes' own kinds. */
const podSpecs: { kind: GroupKind; path: string[] }[] = [
    { kind: { group: "", kind: "Pod" }, path: ["spec"] },
    ...["DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"].map((kind) => ({
        kind: { group: "apps", kind },
        path: ["spec", "template", "spec"],
    })),
    { kind: { group: "batch", kind: "Job" }, path: ["spec", "template", "spec"] },
    { kind: { group: "batch", kind: "CronJob" }, path: ["spec", "jobTemplate", "spec", "template", "spec"] },
];

/**
 * Kustomize patches that make every pod of the overlay use the Secret. Confluent's components refer to it in
 * `spec.image.pullSecretRef`, and the operator then uses it for all containers of the pod, including those of
 * next-generation Control Center's services. In Kubernetes' own kinds, it is merged with existing ones by name.
 *
 * @param allowed kinds that the overlay may contain
 */
export function pullSecretPatches(allowed: readonly GroupKind[]) {
    const components = confluentKinds.filter(({ family }) => family === "component").map(({ kind }) => kind);
    const ofPods = podSpecs.filter(({ kind }) => allowed.some((other) => isSame(other, kind)));
    return [
        {
            target: { group: confluentGroup, kind: components.join("|") },
            patch: JSON.stringify([{ op: "add", path: "/spec/image/pullSecretRef", value: [pullSecretName] }]),
        },
        ...ofPods.map(({ kind: { group, kind }, path }) => {
            const inPod = path.reduceRight<object>((below, key) => ({ [key]: below }), {
                imagePullSecrets: [{ name: pullSecretName }],
            });
            const apiVersion = group ? `${group}/v1` : "v1";
            return {
                target: { group, kind },
                patch: JSON.stringify({ apiVersion, kind, metadata: { name: "any" }, ...inPod }),
            };
        }),
    ];
}
