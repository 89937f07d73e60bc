import { textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { podPaths } from "./placement";
import { at } from "./security/nodes";

/** A PriorityClass that the stack creates if the overlay uses it (components/gitOpsHandoff/priorityClasses.ts). */
export interface Priority {
    name: string;
    /** Above 0, which is the value of pods without a class, and below Kubernetes' own, which start at 2000000000. */
    value: number;
    /** `Never`: its pods precede others in the queue, but preempt none. */
    preemptionPolicy: "PreemptLowerPriority" | "Never";
    description: string;
}

/**
 * The stack's classes. They are cluster-scoped, so their names include the namespace: another stack has different ones.
 */
export const prioritiesOf = (namespace: string): Priority[] => [
    {
        name: `${namespace}-brokers`,
        value: 1_000_000,
        preemptionPolicy: "PreemptLowerPriority",
        description: "Kafka and what coordinates it: their volumes can't leave their zones.",
    },
    {
        name: `${namespace}-workers`,
        value: 100_000,
        preemptionPolicy: "Never",
        description: "The components of Confluent Platform that only Kafka's clients wait for.",
    },
];

/**
 * Kubernetes' own classes
 * (https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/).
 */
export const builtInPriorities = ["system-cluster-critical", "system-node-critical"];

/** The class that an object's pods use: in Confluent's kinds, in a workload, or in a CronJob. */
export const priorityOf = ({ object }: Resource): string =>
    podPaths.map((path) => textOf(at(object.spec, [...path, "priorityClassName"].join(".")))).find(Boolean) ?? "";
