import { confluentGroup } from "./confluentKinds";
import { isObject, type Json } from "../kustomize/json";
import { type Resource } from "../kustomize/resource";

/** The service account that the stack makes for brokers that read the zone of their node (components/gitOpsHandoff/rackAwareness.ts). */
export const rackAccount = "confluent-rack-awareness";

/** What a component says about racks; `labels` is undefined where it has no spec.rackAssignment. */
export function racksOf({ object }: Resource): { labels?: Json; account?: Json; onePerNode?: Json } {
    const spec = isObject(object.spec) ? object.spec : {};
    const { rackAssignment, podTemplate, oneReplicaPerNode } = spec;
    return {
        labels: isObject(rackAssignment) ? (rackAssignment.nodeLabels ?? []) : undefined,
        account: isObject(podTemplate) ? podTemplate.serviceAccountName : undefined,
        onePerNode: oneReplicaPerNode,
    };
}

/** Whether a Kafka tells its brokers their rack by the account that the stack makes. */
export function asksForRacks(resource: Resource): boolean {
    if (resource.group !== confluentGroup || resource.kind !== "Kafka") return false;
    const { labels, account } = racksOf(resource);
    return labels !== undefined && account === rackAccount;
}
