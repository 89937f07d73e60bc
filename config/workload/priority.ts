import { textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { podPaths } from "./placement";
import { at } from "./security/nodes";

/** A PriorityClass that the stack makes where the overlay asks for it (components/gitOpsHandoff/priorityClasses.ts). */
export interface Priority {
    name: string;
    /** Above 0, which pods without a class have, and below Kubernetes' own from 2000000000 on. */
    value: number;
    /** `Never`: its pods go before others in the queue, but take no other's place. */
    preemptionPolicy: "PreemptLowerPriority" | "Never";
    description: string;
}

/** The stack's classes. They are cluster-scoped, so their names have the namespace in them: another stack has its own. */
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

/** What Kubernetes has by itself (https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/). */
export const builtInPriorities = ["system-cluster-critical", "system-node-critical"];

/** The class that an object's pods name: of Confluent's kinds, of a workload, or of a CronJob. */
export const priorityOf = ({ object }: Resource): string =>
    podPaths.map((path) => textOf(at(object.spec, [...path, "priorityClassName"].join(".")))).find(Boolean) ?? "";
