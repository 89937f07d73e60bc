import { type JsonObject, textOf } from "../../kustomize/json";
import type { Resource } from "../../kustomize/resource";
import { at, nodesIn } from "./nodes";

/** A field with which an object refers to another: `url`, `endpoint` or `bootstrapEndpoint`. */
export interface Endpoint {
    resource: Resource;
    path: string;
    /** As written; for a list, one entry. */
    text: string;
    /** `http` or `https`; undefined for Kafka's own protocol. */
    scheme: string | undefined;
    host: string;
    port: number | undefined;
    /** The fields beside it: `tls` and `authentication`. */
    beside: JsonObject;
}

const fields = ["url", "endpoint", "bootstrapEndpoint"];

/** Every endpoint of Confluent's components in an object. */
export const endpointsOf = (resource: Resource): Endpoint[] =>
    nodesIn(resource).flatMap(({ path, node }) =>
        fields.flatMap((field) =>
            textOf(node[field])
                .split(",")
                .flatMap((text) => {
                    const [, scheme, host = "", port] =
                        /^(?:(https?):\/\/)?([\w.-]+)(?::(\d+))?(?:\/.*)?$/.exec(text) ?? [];
                    if (!host) return [];
                    const found = { resource, path: `${path}.${field}`, text, scheme, host, beside: node };
                    return [{ ...found, port: port === undefined ? undefined : Number(port) }];
                }),
        ),
    );

/**
 * The Service that a host refers to from within a namespace; undefined for one that is elsewhere, or has a different
 * name.
 */
export function serviceOf(host: string, namespace: string): string | undefined {
    const inside = host.replace(/\.svc(\.cluster\.local)?\.?$/, "");
    const labels = inside.split(".");
    if (labels.length === 1) return labels[0];
    // Service.namespace, or a pod's name before both.
    if (labels.length > 3 || labels.at(-1) !== namespace) return undefined;
    return labels.length === 2 || inside !== host ? labels.at(-2) : undefined;
}

/**
 * The controllers that a Kafka names, to which it connects without an endpoint. Undefined if the overlay has no such
 * object.
 */
export const controllersOf = (kafka: Resource, resources: readonly Resource[]): Resource | undefined =>
    resources.find(
        ({ kind, name }) =>
            kind === "KRaftController" &&
            name === textOf(at(kafka.object, "spec.dependencies.kRaftController.clusterRef.name")),
    );
