import { confluentGroup } from "./confluentKinds";
import { isObject, type Json } from "../kustomize/json";
import { type Resource } from "../kustomize/resource";

/**
 * While this is "true" on an object, the operator doesn't change it
 * (https://docs.confluent.io/operator/current/co-plugin-cli/kubectl_confluent_block-reconcile.html).
 */
export const blockReconcile = `${confluentGroup}/block-reconcile`;

/**
 * Kinds that run the platform itself, with images in its version. Others have their own versions: Gateway, USMAgent.
 */
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

/**
 * Images of an operator release: all components have the first one, and Kafka and KRaft may have the second one too.
 */
export const releaseImages = ["confluent-init-container", "confluent-observer-container"];

/** An image of the object itself, `spec.image.application` or `spec.image.init`; undefined if it has none. */
export function specImage({ object, group }: Resource, field: "application" | "init"): string | undefined {
    const image = group === confluentGroup ? child(child(object, "spec"), "image") : undefined;
    const value = child(image, field);
    return typeof value === "string" ? value : undefined;
}

/**
 * The image of the container that observes a broker or controller; undefined without one. It has the init image's
 * version (https://docs.confluent.io/operator/current/co-observer-container.html).
 */
export function observerImage({ object, group }: Resource): string | undefined {
    const services = group === confluentGroup ? child(child(object, "spec"), "services") : undefined;
    const value = child(child(services, "observer"), "image");
    return typeof value === "string" ? value : undefined;
}

/** Objects that run pods, with an init image from the operator's release; not topics, schemas and the like. */
export const podRunners = (resources: readonly Resource[]): Resource[] =>
    resources.filter((resource) => specImage(resource, "init") !== undefined);

/** An annotation of an object; undefined if it doesn't have it. */
export const annotationOf = ({ object }: Pick<Resource, "object">, annotation: string): Json | undefined =>
    child(child(child(object, "metadata"), "annotations"), annotation);

/** Whether the annotation is "true": the operator accepts no other value. */
export const isAnnotated = (resource: Resource, annotation: string): boolean =>
    annotationOf(resource, annotation) === "true";

/** Whether the operator is told not to change the object. */
export const isBlocked = (resource: Resource): boolean => isAnnotated(resource, blockReconcile);

/** A field of an object; undefined if either doesn't exist. */
export function child(node: Json | undefined, field: string): Json | undefined {
    return isObject(node) ? node[field] : undefined;
}
