import { isObject, type Json, type JsonObject, listOf, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import type { Address } from "./addresses";
import { confluentGroup } from "./confluentKinds";
import { selects } from "./networkPolicies";
import { child, platformKinds } from "./platform";

/** The pods of an object. */
export interface Pods {
    resource: Resource;
    labels: Readonly<Record<string, string>>;
}

/** An end outside the overlay, without an address here. `outside` may be anywhere. */
export type Stranger = "operator" | "API server" | "outside" | "clients";

/** An address outside the overlay. */
export interface Elsewhere {
    host: string;
    /** Where it may be in the cluster: from NAME.NAMESPACE, optionally followed by .svc and so on. */
    namespace?: string;
}

/** A connection that an overlay's objects need. */
export interface Connection {
    from: Pods | Stranger;
    to: Pods | Stranger | Elsewhere;
    /** The pod's port, not a Service's. */
    port: number;
    /** What requires it, as `KIND NAME: FIELD`. */
    because: string;
    /** The object that requires it. */
    resource: Resource;
    /** If it isn't known whether anything fails without it: blocking it is not a problem. */
    isOptional?: boolean;
}

/** The labels of every pod: as the operator sets them, or from the template of a Deployment. */
export function podsIn(resources: readonly Resource[], namespace: string): Pods[] {
    return resources.flatMap((resource) => {
        const { group, kind, name, object } = resource;
        if (group === confluentGroup && platformKinds.includes(kind)) {
            return [
                { resource, labels: { ...labelsIn(object, "podTemplate"), ...operatorsLabels(resource, namespace) } },
            ];
        }
        const labels = labelsIn(object, "template", "metadata");
        return Object.keys(labels).length > 0 && name ? [{ resource, labels }] : [];
    });
}

/**
 * As `kubectl describe pod` shows them in Confluent's examples (confluent-kubernetes-examples,
 * scheduling/pod-scheduling); `type` is the kind in lower case, as in selectors there and in public repositories.
 */
const operatorsLabels = ({ kind, name }: Resource, namespace: string) => ({
    app: name,
    clusterId: namespace,
    "confluent-platform": "true",
    "platform.confluent.io/type": kind.toLowerCase(),
    type: name,
});

function labelsIn(object: JsonObject, ...path: string[]): Record<string, string> {
    const labels = child(path.reduce<Json | undefined>(child, object.spec), "labels");
    return isObject(labels)
        ? Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, textOf(value)]))
        : {};
}

/** The pods behind a Service's name in this namespace: a Service that the operator creates, or one of the overlay's. */
export function serviceAt(
    { host, port }: Pick<Address, "host" | "port">,
    resources: readonly Resource[],
    pods: readonly Pods[],
    own: string,
): { pods: Pods; port: number } | undefined {
    const [name = "", namespace = own, suffix = "svc"] = host.split(".");
    if (namespace !== own || suffix !== "svc") return undefined;
    const made = pods.find(({ resource }) => resource.group === confluentGroup && resource.name === name);
    if (made) return { pods: made, port };
    const service = resources.find((resource) => resource.kind === "Service" && resource.name === name);
    const selector = child(service?.object.spec, "selector");
    const target = pods.find(({ labels }) => isObject(selector) && selects({ matchLabels: selector }, labels));
    const entry = listOf(child(service?.object.spec, "ports")).find((one) => child(one, "port") === port);
    const targetPort = child(entry, "targetPort");
    return target && { pods: target, port: typeof targetPort === "number" ? targetPort : port };
}

/** Where an address outside the overlay is. NAME.NAMESPACE may also be a domain, such as example.com. */
export function elsewhereOf({ host }: Pick<Address, "host">): Elsewhere {
    const [, namespace, suffix = "svc"] = host.split(".");
    return { host, ...(namespace !== undefined && suffix === "svc" && { namespace }) };
}
