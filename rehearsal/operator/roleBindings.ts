import type { KubernetesObject } from "../../kubernetes";
import { confluentVersion } from "./stages";

/**
 * Roles that CFK binds to a component's principal under RBAC, in the order of their names (`internal-NAME-0` and so
 * on), from outputs of `kubectl get confluentrolebinding` (confluent-kubernetes-examples, troubleshooting, and others).
 */
const roles: Record<string, readonly string[]> = {
    Connect: ["SecurityAdmin", "ResourceOwner", "DeveloperWrite"],
    ControlCenter: ["SystemAdmin"],
    KafkaRestProxy: ["DeveloperWrite", "ResourceOwner"],
    KsqlDB: ["ResourceOwner", "ResourceOwner", "DeveloperWrite"],
    SchemaRegistry: ["SecurityAdmin", "ResourceOwner"],
};

/**
 * The role bindings that CFK creates for a component, and creates again if they are deleted; none for a component
 * without RBAC, or one that is being deleted. Inferred: that the component is their owner, as a Connect is for its
 * connectors; and the principal's name, which real ones take from a Secret.
 */
export function roleBindingsOf({ kind, metadata, spec }: KubernetesObject): KubernetesObject[] {
    const { type, kafkaRestClassRef } =
        (spec as { authorization?: { type?: string; kafkaRestClassRef?: object } } | undefined)?.authorization ?? {};
    if (type !== "rbac" || metadata.deletionTimestamp) return [];
    const { name = "", namespace, uid = "" } = metadata;
    const owner = { apiVersion: confluentVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
    return (roles[kind] ?? []).map((role, index) => ({
        apiVersion: confluentVersion,
        kind: "ConfluentRolebinding",
        metadata: { name: `internal-${name}-${index}`, namespace, ownerReferences: [owner] },
        spec: { principal: { type: "user", name }, role, kafkaRestClassRef: kafkaRestClassRef ?? { name: "default" } },
    }));
}
