import { confluentGroup } from "../workload/confluentKinds";
import { isObject, type Json } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import type { Overlay } from "../workload/overlay";
import { child } from "../workload/platform";
import { type Rule, refuse, rule } from "./rule";

/** Fields that name another object, and its kind (CFK's CRDs). A field whose name leaves the kind open has several. */
const referred: Record<string, string> = {
    connectClusterRef: "Connect",
    kafkaClusterRef: "Kafka",
    kafkaRestClassRef: "KafkaRestClass",
    schemaRegistryClusterRef: "SchemaRegistry",
    secondaryKafkaClusterRef: "Kafka",
};

/** Components that include an object that others name. */
export const broughtBy: Record<string, string> = {
    "KafkaRestClass default": "kafka-rest-class (or sasl-plain or oauth, which include it too)",
    "KRaftController kraftcontroller": "kraft",
    "ControlCenter controlcenter-next-gen": "control-center",
    "Connect replicator": "replicator",
    ksqldb: "ksqldb",
    kafkarestproxy: "rest-proxy",
    kraftcontroller: "kraft",
    zookeeper: "zookeeper",
    openldap: "openldap",
    "controlcenter-next-gen": "control-center",
};

/**
 * Objects that another object names but the overlay doesn't contain: the operator waits for them forever, and Argo CD
 * with it.
 */
export const referenceRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) =>
        (overlay?.resources ?? [])
            .filter(({ group }) => group === confluentGroup)
            .flatMap((resource) => {
                const spec = child(resource.object, "spec");
                const all = [
                    ...namesIn(spec),
                    ...addressesIn(child(spec, "dependencies"), "dependencies"),
                    ...kraftOf(spec),
                    ...schemaOf(resource),
                ];
                return all
                    .filter((named) => !isThere(named, overlay))
                    .map(({ field, kind, name }) => {
                        const what = kind ? `the ${kind} ${name}` : name;
                        const by = broughtBy[kind ? `${kind} ${name}` : name];
                        return refuse(
                            "gitops.path",
                            gitops.path,
                            `has ${resource.kind} ${resource.name} (${resource.file}) whose ${field} names ${what}, which is not in the overlay: the operator would wait for it forever`,
                            by
                                ? `add - ../../components/${by} to its components, or correct the name`
                                : `add ${what} to the overlay, or correct the name`,
                            { resource, field: `spec.${field}` },
                        );
                    });
            }),
    ),
];

interface Named {
    field: string;
    /** undefined: anything that has a Service with that name. */
    kind?: string;
    name: string;
    namespace?: string;
}

/** Each `…Ref` below a node, at any depth. */
function namesIn(node: Json | undefined, path: readonly string[] = []): Named[] {
    if (Array.isArray(node)) return node.flatMap((entry) => namesIn(entry, path));
    if (!isObject(node)) return [];
    return Object.entries(node).flatMap(([field, value]) => {
        const kind = referred[field];
        return kind ? reference([...path, field].join("."), kind, value) : namesIn(value, [...path, field]);
    });
}

/** Kafka's controllers are named by a `clusterRef`, which other fields use for other kinds. */
const kraftOf = (spec: Json | undefined): Named[] => {
    const field = "dependencies.kRaftController.clusterRef";
    const value = child(child(child(spec, "dependencies"), "kRaftController"), "clusterRef");
    return reference(field, "KRaftController", value);
};

/**
 * A schema's text is in a ConfigMap. If Kustomize generates it, its name ends in a hash, and a Schema still has the old
 * name.
 */
function schemaOf({ kind, object }: Resource): Named[] {
    const name = child(child(object.spec, "data"), "configRef");
    return kind === "Schema" && typeof name === "string" ? [{ field: "data.configRef", kind: "ConfigMap", name }] : [];
}

function reference(field: string, kind: string, value: Json | undefined): Named[] {
    const [name, namespace] = [child(value, "name"), child(value, "namespace")];
    if (typeof name !== "string") return [];
    return [{ field, kind, name, ...(typeof namespace === "string" && { namespace }) }];
}

/**
 * Services in this cluster that the addresses in `dependencies` point to: NAME, NAME.NAMESPACE, or NAME.NAMESPACE.svc
 * and so on.
 */
function addressesIn(node: Json | undefined, path: string): Named[] {
    if (typeof node === "string") {
        return /(^|\.)(url|endpoint|bootstrapEndpoint)$/.test(path)
            ? node.split(",").flatMap((address) => serviceOf(address, path))
            : [];
    }
    if (Array.isArray(node)) return node.flatMap((entry) => addressesIn(entry, path));
    if (!isObject(node)) return [];
    return Object.entries(node).flatMap(([field, value]) => addressesIn(value, `${path}.${field}`));
}

function serviceOf(address: string, field: string): Named[] {
    const host = /^(?:\w+:\/\/)?([\w.-]+)/.exec(address.trim())?.[1] ?? "";
    const [name = "", namespace, zone = "svc"] = host.split(".");
    if (!name || zone !== "svc" || host === "localhost") return [];
    return [{ field, name, ...(namespace !== undefined && { namespace }) }];
}

function isThere({ kind, name, namespace }: Named, overlay: Overlay | undefined): boolean {
    // Another namespace is not part of this overlay; a name with only one dot may also be a domain, such as
    // example.com.
    if (namespace !== undefined && namespace !== overlay?.namespace) return true;
    return (overlay?.resources ?? []).some((resource: Resource) =>
        kind
            ? resource.group === (kind === "ConfigMap" ? "" : confluentGroup) &&
              resource.kind === kind &&
              resource.name === name
            : // A component's own Services are NAME, NAME-bootstrap, NAME-0-internal and the like.
              isServing(resource) && (name === resource.name || name.startsWith(`${resource.name}-`)),
    );
}

const isServing = ({ group, kind }: Resource): boolean =>
    group === confluentGroup || ["Deployment", "Service", "StatefulSet"].includes(kind);
