import { isObject, type Json, type JsonObject, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { confluentGroup } from "./confluentKinds";
import { selects } from "./networkPolicies";
import { child, platformKinds } from "./platform";

/** The pods of an object. */
export interface Pods {
    resource: Resource;
    labels: Readonly<Record<string, string>>;
}

/** What is not of the overlay. `outside` is an address of which no more is known, or another namespace. */
export type Stranger = "operator" | "API server" | "outside" | "clients";

/** A connection that an overlay's objects need. */
export interface Connection {
    from: Pods | Stranger;
    to: Pods | Stranger;
    /** Of the pod, not of a Service. */
    port: number;
    /** What asks for it, as `KIND NAME: FIELD`. */
    because: string;
    /** The object that asks for it. */
    resource: Resource;
}

/**
 * Ports on which pods of a kind talk to one another (https://docs.confluent.io/operator/current/co-plan-network.html):
 * brokers replicate, controllers and ZooKeeper vote, the others pass on what a request came to the wrong one with.
 */
const amongThemselves: Readonly<Record<string, readonly number[]>> = {
    // By 9071 their metrics reporter, which is a client of theirs.
    Kafka: [9071, 9072],
    KRaftController: [9074],
    Zookeeper: [2888, 3888],
    SchemaRegistry: [8081],
    Connect: [8083],
    KsqlDB: [8088],
};

/** What the operator asks every pod: Jolokia, the metrics' exporter, JMX. Without them it says ApplyFailed for ever. */
const operatorPorts = [7777, 7778, 7203];
/** By which it keeps topics and role bindings, schemas and connectors. */
const operatorsRest: Readonly<Record<string, number>> = { Kafka: 8090, SchemaRegistry: 8081, Connect: 8083 };

/** Listeners for clients outside, by the field that opens them to those. */
const reached: Readonly<Record<string, number>> = {
    ControlCenter: 9021,
    Connect: 8083,
    KsqlDB: 8088,
    KafkaRestProxy: 8082,
    SchemaRegistry: 8081,
};

/** Every pod's labels: as the operator sets them, or the template of a Deployment has them. */
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
 * What `kubectl describe pod` shows in Confluent's examples (confluent-kubernetes-examples, scheduling/pod-scheduling);
 * `type` is the kind in lower case, as selectors there and in public repositories have it.
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

/** Everything that an overlay's pods, and the operator on their behalf, have to reach. */
export function connectionsIn(resources: readonly Resource[], namespace: string): Connection[] {
    const pods = podsIn(resources, namespace);
    const ofKind = (kind: string) => pods.filter(({ resource }) => resource.kind === kind);
    const find = (kind: string, name: string) => ofKind(kind).find(({ resource }) => resource.name === name);
    return pods.flatMap((own) => {
        const { resource } = own;
        const { kind, name, object } = resource;
        const needs = (
            to: Connection["to"],
            port: number,
            field: string,
            from: Connection["from"] = own,
        ): Connection => ({
            from,
            to,
            port,
            because: `${kind} ${name}: ${field}`,
            resource,
        });
        const found: Connection[] = endpointsIn(object.spec, "spec").map(({ host, port, field }) => {
            const at = serviceAt(host, port, resources, pods, namespace);
            return needs(at?.pods ?? "outside", at?.port ?? port, field);
        });
        if (resource.group !== confluentGroup) {
            const account = child(child(child(object.spec, "template"), "spec"), "automountServiceAccountToken");
            return account === true ? [...found, needs("API server", 443, "serviceAccountName")] : found;
        }
        const dependencies = child(object.spec, "dependencies");
        const controllers = textOf(child(child(child(dependencies, "kRaftController"), "clusterRef"), "name"));
        const quorum = find("KRaftController", controllers);
        if (quorum) found.push(needs(quorum, 9074, "dependencies.kRaftController.clusterRef"));
        found.push(...(amongThemselves[kind] ?? []).map((port) => needs(own, port, "its own pods")));
        if (child(child(object.spec, "services"), "mds")) found.push(needs(own, 8090, "services.mds"));
        if (child(object.spec, "rackAssignment")) found.push(needs("API server", 443, "rackAssignment"));
        if (textOf(child(child(object.spec, "build"), "type")) === "onDemand") {
            found.push(needs("outside", 443, "build.onDemand"));
        }
        if (child(child(child(object.spec, "listeners"), "external"), "externalAccess")) {
            found.push(needs(own, 9092, "listeners.external.externalAccess", "clients"));
        }
        const listener = reached[kind];
        if (listener !== undefined && child(object.spec, "externalAccess")) {
            found.push(needs(own, listener, "externalAccess", "clients"));
        }
        const rest = operatorsRest[kind];
        for (const port of [...operatorPorts, ...(rest === undefined ? [] : [rest])]) {
            found.push(needs(own, port, "the operator", "operator"));
        }
        return found;
    });
}

interface Endpoint {
    host: string;
    port: number;
    field: string;
}

/** Fields by which Confluent's kinds say whom they reach, and the environment of a Deployment. */
const endpointField = /(endpoint|url|address|uri|value)$/i;
/** What belongs to clients, and free text. */
const elsewhere = ["configOverrides", "externalAccess", "podTemplate", "headlessService"];

function endpointsIn(node: Json | undefined, field: string): Endpoint[] {
    if (Array.isArray(node)) return node.flatMap((item) => endpointsIn(item, field));
    if (isObject(node)) {
        return Object.entries(node)
            .filter(([key]) => !elsewhere.includes(key))
            .flatMap(([key, value]) => endpointsIn(value, field === "spec" ? key : `${field}.${key}`));
    }
    if (typeof node !== "string" || !endpointField.test(field)) return [];
    return node.split(",").flatMap((text) => {
        const [, scheme, host, port] =
            /^(?:([a-z]+):\/\/)?([a-z0-9][a-z0-9.-]*)(?::(\d+))?(?:\/|$)/i.exec(text.trim()) ?? [];
        const number = port === undefined ? schemePorts[scheme ?? ""] : Number(port);
        return host && number ? [{ host, port: number, field }] : [];
    });
}

const schemePorts: Readonly<Record<string, number>> = { http: 80, https: 443, ldap: 389, ldaps: 636 };

/** The pods behind a Service's name in this namespace: one that the operator makes, or one of the overlay's. */
function serviceAt(host: string, port: number, resources: readonly Resource[], pods: readonly Pods[], own: string) {
    const [name = "", namespace = own, suffix = "svc"] = host.split(".");
    if (namespace !== own || suffix !== "svc") return undefined;
    const made = pods.find(({ resource }) => resource.group === confluentGroup && resource.name === name);
    if (made) return { pods: made, port };
    const service = resources.find((resource) => resource.kind === "Service" && resource.name === name);
    const selector = child(service?.object.spec, "selector");
    const target = pods.find(({ labels }) => isObject(selector) && selects({ matchLabels: selector }, labels));
    return target && { pods: target, port };
}
