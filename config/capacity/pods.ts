import { isObject, type Json, type JsonObject, listOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { confluentGroup } from "../workload/confluentKinds";
import { podsIn } from "../workload/ends";
import { placementOf } from "../workload/placement";
import { waveOf } from "../workload/argoCd";
import { child } from "../workload/platform";
import type { PodPlan } from "./plan";
import { requestsOf } from "./requests";

/**
 * The pods that the operator and Kubernetes would create for an overlay, and the objects whose pods are unknown here.
 */
export function podsOf(resources: readonly Resource[], namespace: string): { pods: PodPlan[]; unknown: Resource[] } {
    const pods: PodPlan[] = [];
    const known = new Set<Resource>();
    for (const { resource, labels } of podsIn(resources, namespace)) {
        const { group, kind, name = "", object } = resource;
        const spec = group === confluentGroup ? operatorsSpec(object.spec, kind, name) : templateOf(object.spec);
        if (!spec || !["Deployment", "StatefulSet", "Job", ...(group === confluentGroup ? [kind] : [])].includes(kind))
            continue;
        known.add(resource);
        const replicas = Number(child((rolloutOf(resource, resources) ?? object).spec, "replicas") ?? 1);
        for (let ordinal = 0; ordinal < replicas; ordinal++) {
            pods.push({
                name: `${name}-${ordinal}`,
                namespace,
                of: `${kind} ${name}`,
                isPlatform: true,
                wave: waveOf(resource),
                labels,
                spec,
                requests: requestsOf(spec),
            });
        }
    }
    const unknown = resources.filter((resource) => placementOf(resource) && !known.has(resource));
    return { pods, unknown };
}

/**
 * The Rollout that takes its pods from a Deployment, if there is one: it says how many (workloadRef in
 * https://argo-rollouts.readthedocs.io/en/stable/migrating/).
 */
function rolloutOf({ kind, name }: Resource, resources: readonly Resource[]): JsonObject | undefined {
    const found = resources.find((resource) => {
        const from = child(resource.object.spec, "workloadRef");
        return resource.kind === "Rollout" && child(from, "kind") === kind && child(from, "name") === name;
    });
    return found?.object;
}

const image = "none";

/**
 * What the operator copies from a component into its pods: podTemplate's fields; a container beside the main one for
 * each of `services` that has a containerTemplate; and an anti-affinity for oneReplicaPerNode
 * (https://docs.confluent.io/operator/current/co-schedule-workloads.html). Its init container requests less.
 */
function operatorsSpec(spec: Json | undefined, kind: string, name: string): JsonObject {
    const template = child(spec, "podTemplate");
    const services = child(spec, "services");
    const beside = Object.entries(isObject(services) ? services : {}).flatMap(([service, value]) => {
        const container = child(value, "containerTemplate");
        return isObject(container) ? [containerOf(service, child(container, "resources"))] : [];
    });
    const kept = ["nodeSelector", "tolerations", "topologySpreadConstraints", "priorityClassName"];
    return {
        ...Object.fromEntries(kept.flatMap((field) => pairOf(field, child(template, field)))),
        containers: [containerOf(kind.toLowerCase(), child(template, "resources")), ...beside],
        affinity: affinityOf(child(template, "affinity"), child(spec, "oneReplicaPerNode") === true, name),
    };
}

const pairOf = (field: string, value: Json | undefined): [string, Json][] =>
    value === undefined ? [] : [[field, value]];

const containerOf = (name: string, resources: Json | undefined): JsonObject => ({
    name,
    image,
    ...(resources !== undefined && { resources }),
});

function affinityOf(own: Json | undefined, alone: boolean, name: string): JsonObject {
    const affinity = isObject(own) ? own : {};
    if (!alone) return affinity;
    const apart = isObject(affinity.podAntiAffinity) ? affinity.podAntiAffinity : {};
    const required = "requiredDuringSchedulingIgnoredDuringExecution";
    const term = { labelSelector: { matchLabels: { app: name } }, topologyKey: "kubernetes.io/hostname" };
    return { ...affinity, podAntiAffinity: { ...apart, [required]: [...listOf(apart[required]), term] } };
}

function templateOf(spec: Json | undefined): JsonObject | undefined {
    const template = child(child(spec, "template"), "spec");
    return isObject(template) ? template : undefined;
}
