import { confluentGroup } from "./confluentKinds";
import { isObject, type Json } from "../kustomize/json";
import { type Resource } from "../kustomize/resource";

/**
 * While it is "true" on an object, the operator leaves that as it is
 * (https://docs.confluent.io/operator/current/co-plugin-cli/kubectl_confluent_block-reconcile.html).
 */
export const blockReconcile = `${confluentGroup}/block-reconcile`;

/** Kinds that run the platform itself, with images of its version. Others have versions of their own: Gateway, USMAgent. */
export const platformKinds = [
    "Connect",
    "ControlCenter",
    "Kafka",
    "KafkaRestProxy",
    "KRaftController",
    "KsqlDB",
    "SchemaRegistry",
    "Zookeeper",
];

/** Images of an operator's release: all components have the first, and those of Kafka and KRaft may have the second. */
export const releaseImages = ["confluent-init-container", "confluent-observer-container"];

/** An image of the object itself, `spec.image.application` or `spec.image.init`; undefined where it has none. */
export function specImage({ object, group }: Resource, field: "application" | "init"): string | undefined {
    const image = group === confluentGroup ? child(child(object, "spec"), "image") : undefined;
    const value = child(image, field);
    return typeof value === "string" ? value : undefined;
}

/**
 * The image of the container that looks after a broker or controller; undefined without one. It has the init image's
 * version (https://docs.confluent.io/operator/current/co-observer-container.html).
 */
export function observerImage({ object, group }: Resource): string | undefined {
    const services = group === confluentGroup ? child(child(object, "spec"), "services") : undefined;
    const value = child(child(services, "observer"), "image");
    return typeof value === "string" ? value : undefined;
}

/** Those that run pods, with an init image that is of the operator's release; not topics, schemas and the like. */
export const podRunners = (resources: readonly Resource[]): Resource[] =>
    resources.filter((resource) => specImage(resource, "init") !== undefined);

/** Whether the annotation is there and "true": the operator takes nothing else for that. */
export const isAnnotated = ({ object }: Resource, annotation: string): boolean =>
    child(child(child(object, "metadata"), "annotations"), annotation) === "true";

/** Whether the operator is told to leave the object alone. */
export const isBlocked = (resource: Resource): boolean => isAnnotated(resource, blockReconcile);

/** A field of an object; undefined where either is not there. */
export function child(node: Json | undefined, field: string): Json | undefined {
    return isObject(node) ? node[field] : undefined;
}
