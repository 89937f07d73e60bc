import assert from "node:assert/strict";
import type { KubernetesObject } from "../../../../kubernetes";
import type { Facts } from "../../../../commands/unstick/facts";
import { needOf } from "../../../../commands/unstick/needs";

/** Helpers for the tables in the unstick tests: a cluster's objects, in a few words each. */
export const now = new Date("2026-11-24T12:00:00Z");
export const deletionTimestamp = "2026-11-24T11:50:00Z";
export const cfk = "platform.confluent.io/v1beta1";
export const topicFinalizer = "kafkatopic.finalizers.platform.confluent.io";
export const resourcesFinalizer = "resources-finalizer.argocd.argoproj.io";

export const dying = (
    kind: string,
    finalizers: string[],
    rest: Record<string, unknown> = {},
    apiVersion = cfk,
): KubernetesObject => ({
    apiVersion,
    kind,
    metadata: { name: "orders", namespace: "confluent", uid: kind, deletionTimestamp, finalizers },
    ...rest,
});
export const live = (kind: string, name: string, namespace = "confluent", apiVersion = cfk): KubernetesObject => ({
    apiVersion,
    kind,
    metadata: { name, namespace },
});
export const withSpec = (kind: string, name: string, spec: object, namespace = "confluent"): KubernetesObject => ({
    ...live(kind, name, namespace),
    spec,
});
export const workload = (
    kind: string,
    namespace: string,
    name: string,
    status: object,
    spec: object = {},
): KubernetesObject => ({
    apiVersion: "apps/v1",
    kind,
    metadata: { name, namespace, creationTimestamp: "2026-11-01T00:00:00Z" },
    spec,
    status,
});
export const available = (lastTransitionTime: string) => ({
    conditions: [{ type: "Available", status: "False", lastTransitionTime }],
});
export const operator = workload("Deployment", "confluent-operator", "confluent-operator", { readyReplicas: 1 });
export const argoCd = workload("StatefulSet", "argocd", "argocd-application-controller", { readyReplicas: 1 });
export const kafka = live("Kafka", "kafka");

export const facts = (change: Partial<Facts>): Facts => ({
    namespace: "confluent",
    namespaceObject: undefined,
    objects: [],
    applications: [],
    projects: [live("AppProject", "platform", "argocd")],
    workloads: [],
    confluent: [],
    unread: [],
    now,
    ...change,
});

/** An object among others, what should be found about its needs, and the message. */
export type NeedCase = readonly [
    what: string,
    object: KubernetesObject,
    world: readonly KubernetesObject[],
    state: string,
    sentence: RegExp,
];

/** One test for each case. @param workloads what else runs; default: nothing */
export function itNeeds(cases: readonly NeedCase[], workloads?: KubernetesObject[]): void {
    for (const [what, object, world, state, sentence] of cases) {
        it(`${what}: ${state}`, () => {
            const need = needOf(object, facts({ confluent: [...world], ...(workloads && { workloads }) }));
            assert.equal(need?.state, state, need?.sentence);
            assert.match(need?.sentence ?? "", sentence);
        });
    }
}
