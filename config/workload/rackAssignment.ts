import { confluentGroup } from "./confluentKinds";
import { isObject, type Json } from "../kustomize/json";
import { type Resource } from "../kustomize/resource";

/**
 * The service account that the stack creates for brokers that read their node's zone
 * (components/gitOpsHandoff/rackAwareness.ts).
 */
export const rackAccount = "confluent-rack-awareness";

/** A component's settings for racks; `labels` is undefined without spec.rackAssignment. */
export function racksOf({ object }: Resource): { labels?: Json; account?: Json; onePerNode?: Json } {
    const spec = isObject(object.spec) ? object.spec : {};
    const { rackAssignment, podTemplate, oneReplicaPerNode } = spec;
    return {
        labels: isObject(rackAssignment) ? (rackAssignment.nodeLabels ?? []) : undefined,
        account: isObject(podTemplate) ? podTemplate.serviceAccountName : undefined,
        onePerNode: oneReplicaPerNode,
    };
}

/** Whether a Kafka's brokers determine their rack with the account that the stack creates. */
export function asksForRacks(resource: Resource): boolean {
    if (resource.group !== confluentGroup || resource.kind !== "Kafka") return false;
    const { labels, account } = racksOf(resource);
    return labels !== undefined && account === rackAccount;
}
