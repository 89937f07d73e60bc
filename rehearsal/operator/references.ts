import type { KubernetesObject } from "../../kubernetes";

/** What has to exist for an object: one of these kinds. */
export interface Need {
    kinds: readonly string[];
    namespace: string;
    /** undefined: any object in the namespace. */
    name?: string;
}

/** Finds an object through which a reference leads. */
export type Lookup = (need: Need) => KubernetesObject | undefined;

/**
 * What an object needs, according to the names in its spec. Field names are those in CFK 3.1's CRDs. A name outside the
 * cluster is not a need, because it can't be seen from here. Invented: that without a reference, any object in the
 * namespace will do.
 */
export function needsOf(object: KubernetesObject, lookup: Lookup): Need[] {
    const spec = new Fields(object.spec);
    const home = object.metadata.namespace ?? "default";
    const at = (kind: string, address: string | undefined) => needAt(kind, address, home);
    const referred = (kind: string, reference: Fields) => needBy(kind, reference, home);
    const components = spec.inner("dependencies");
    const kafka = () => at("Kafka", components.inner("kafka").text("bootstrapEndpoint"));
    switch (object.kind) {
        case "Kafka": {
            const kraft = components.inner("kRaftController").inner("clusterRef");
            if (kraft.text("name")) return referred("KRaftController", kraft);
            const endpoint = components.inner("zookeeper").text("endpoint");
            return endpoint
                ? at("Zookeeper", endpoint)
                : [{ kinds: ["Zookeeper", "KRaftController"], namespace: home }];
        }
        case "SchemaRegistry":
        case "Connect":
        case "KsqlDB":
        case "KafkaRestProxy":
        case "ControlCenter":
            // Control Center starts without the other components that it names, and shows them once they exist.
            return kafka();
        case "KafkaTopic":
        case "ConfluentRolebinding":
            return kafkaBehind(spec, home, lookup);
        case "ClusterLink":
            return kafkaBehind(spec.inner("destinationKafkaCluster"), home, lookup);
        case "KafkaRestClass":
            return spec.inner("kafkaRest").text("endpoint") ? [] : referred("Kafka", spec.inner("kafkaClusterRef"));
        case "Schema":
            if (spec.inner("schemaRegistryRest").text("endpoint")) return [];
            return referred("SchemaRegistry", spec.inner("schemaRegistryClusterRef"));
        case "Connector":
            if (spec.inner("connectRest").text("endpoint")) return [];
            return referred("Connect", spec.inner("connectClusterRef"));
        default:
            return [];
    }
}

/** A Kafka that is named directly, or by a KafkaRestClass. */
function kafkaBehind(spec: Fields, home: string, lookup: Lookup): Need[] {
    if (spec.inner("kafkaRest").text("endpoint")) return [];
    const viaClass = spec.inner("kafkaRestClassRef");
    if (!viaClass.text("name")) return needBy("Kafka", spec.inner("kafkaClusterRef"), home);
    const restClass = needBy("KafkaRestClass", viaClass, home);
    const found = restClass[0] && lookup(restClass[0]);
    // Without the class, the Kafka is unknown: it is the class itself that is missing.
    return found ? needsOf(found, lookup) : restClass;
}

const needBy = (kind: string, reference: Fields, home: string): Need[] => [
    { kinds: [kind], namespace: reference.text("namespace") ?? home, name: reference.text("name") },
];

/** @param address a host, `host:port` or URL, or several separated by commas; the first one counts */
function needAt(kind: string, address: string | undefined, home: string): Need[] {
    if (!address) return [{ kinds: [kind], namespace: home }];
    const host = /^(?:\w+:\/\/)?([^:/,]+)/.exec(address)?.[1] ?? "";
    // A Service's name: NAME, NAME.NAMESPACE or NAME.NAMESPACE.svc, and what may follow. Other names are outside the
    // cluster.
    const [name, namespace = home, zone = "svc"] = host.split(".");
    return zone === "svc" ? [{ kinds: [kind], namespace, name }] : [];
}

/** Part of a spec, whatever its type. */
class Fields {
    constructor(private readonly value: unknown) {}

    inner = (name: string): Fields => new Fields(this.field(name));

    list(name: string): Fields[] {
        const value = this.field(name);
        return Array.isArray(value) ? value.map((entry) => new Fields(entry)) : [];
    }

    text(name: string): string | undefined {
        const value = this.field(name);
        return typeof value === "string" && value !== "" ? value : undefined;
    }

    private field(name: string): unknown {
        return typeof this.value === "object" && this.value !== null
            ? (this.value as Record<string, unknown>)[name]
            : undefined;
    }
}
