import { isObject, type Json, listOf, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { type Address, addressesOf } from "./addresses";
import { type Connection, elsewhereOf, type Pods, serviceAt } from "./ends";
import { child } from "./platform";
import { at } from "./security/nodes";

/**
 * Connections that an object without pods causes others to make: a link's brokers, an exporter's registry, a
 * connector's workers.
 */
export function linksIn(resources: readonly Resource[], pods: readonly Pods[], namespace: string): Connection[] {
    const named = (kind: string, name: Json | undefined) =>
        pods.filter(({ resource }) => resource.kind === kind && (name === undefined || resource.name === textOf(name)));
    return resources.flatMap((resource): Connection[] => {
        const { kind, name, object } = resource;
        const { spec } = object;
        const because = (field: string) => ({ because: `${kind} ${name}: ${field}`, resource });
        const reach = (from: readonly Pods[], addresses: readonly Address[]) =>
            from.flatMap((own) =>
                addresses.map(({ field, ...address }): Connection => {
                    const found = serviceAt(address, resources, pods, namespace);
                    const to = found?.pods ?? elsewhereOf(address);
                    return { from: own, to, port: found?.port ?? address.port, ...because(field) };
                }),
            );
        switch (kind) {
            case "ClusterLink":
                return reach(named("Kafka", undefined), linkedTo(spec));
            case "SchemaExporter":
            case "SchemaImporter": {
                const [own, other] =
                    kind === "SchemaExporter"
                        ? ["sourceCluster", "destinationCluster"]
                        : ["destinationCluster", "sourceCluster"];
                return reach(
                    named("SchemaRegistry", at(spec, `${own}.schemaRegistryClusterRef.name`)),
                    registryAt(spec, other ?? ""),
                );
            }
            case "Connector": {
                const workers = named("Connect", at(spec, "connectClusterRef.name"));
                return [
                    ...reach(workers, inConfigs(at(spec, "configs"))),
                    ...workers
                        .filter(() => isOfCloud(spec))
                        .map((from): Connection => ({ from, to: "outside", port: 443, ...because("class") })),
                ];
            }
            case "KRaftMigrationJob":
                return migrationOf(spec, named).map(({ field, ...ends }) => ({ ...ends, ...because(field) }));
            case "Ingress":
                return backendsOf(spec).flatMap(({ field, ...address }) => {
                    const found = serviceAt(address, resources, pods, namespace);
                    return found ? [{ from: "clients", to: found.pods, port: found.port, ...because(field) }] : [];
                });
            default:
                return [];
        }
    });
}

/**
 * What the brokers here connect to: the source, unless the source initiates the connection
 * (https://docs.confluent.io/operator/current/co-link-clusters.html).
 */
function linkedTo(spec: Json | undefined): Address[] {
    const mode = textOf(at(spec, "sourceInitiatedLink.linkMode"));
    const isInbound = textOf(at(spec, "sourceInitiatedLink.connectionMode")) === "Inbound";
    if (mode === "Destination" || isInbound) return [];
    const field = `${mode === "Source" ? "destination" : "source"}KafkaCluster.bootstrapEndpoint`;
    return addressesOf(textOf(at(spec, field)), field);
}

/** A Schema Registry elsewhere, given by its address or as an object in another namespace. */
function registryAt(spec: Json | undefined, cluster: string): Address[] {
    const endpoint = `${cluster}.schemaRegistryRest.endpoint`;
    const reference = `${cluster}.schemaRegistryClusterRef`;
    const [name, namespace] = ["name", "namespace"].map((field) => textOf(at(spec, `${reference}.${field}`)));
    return [
        ...addressesOf(textOf(at(spec, endpoint)), endpoint),
        ...(name ? [{ host: namespace ? `${name}.${namespace}.svc` : name, port: 8081, field: reference }] : []),
    ];
}

/**
 * Packages of connectors that connect to a cloud's public service over HTTPS, with an address that they derive from a
 * region or an account (https://docs.confluent.io/kafka-connectors/self-managed/supported.html).
 */
const ofClouds = [
    ...["s3", "aws", "kinesis", "sqs", "gcs", "gcp", "azure"].map((name) => `io.confluent.connect.${name}.`),
    "com.wepay.kafka.connect.bigquery.",
    "com.snowflake.kafka.connector.",
];
/** Settings with which they connect to something else, which is detected separately. */
const ofAnother = ["store.url", "snowflake.url.name"];

const isOfCloud = (spec: Json | undefined): boolean =>
    ofClouds.some((start) => textOf(at(spec, "class")).startsWith(start)) &&
    !ofAnother.some((key) => child(at(spec, "configs"), key) !== undefined);

/** Settings of connectors that contain addresses; values in a Secret can't be seen. */
const addressing = /(^|\.)(bootstrap\.servers|url|uri|endpoint)$/i;

const inConfigs = (configs: Json | undefined): Address[] =>
    Object.entries(isObject(configs) ? configs : {})
        .filter(([key]) => addressing.test(key))
        .flatMap(([key, value]) => addressesOf(textOf(value), `configs ${key}`));

/**
 * During a migration, controllers read and write ZooKeeper, and send each change to the brokers, through the listener
 * that brokers use among themselves (https://kafka.apache.org/39/documentation.html#kraft_zk_migration, KAFKA-15670).
 */
function migrationOf(spec: Json | undefined, named: (kind: string, name: Json | undefined) => Pods[]) {
    const of = (kind: string, field: string) => named(kind, at(spec, `dependencies.${field}.name`));
    const [zookeeper, kraft, kafka] = [
        of("Zookeeper", "zookeeper"),
        of("KRaftController", "kRaftController"),
        of("Kafka", "kafka"),
    ];
    const ways = [
        { from: kraft, to: zookeeper, port: 2181, field: "dependencies.zookeeper" },
        { from: kraft, to: kafka, port: 9072, field: "dependencies.kafka" },
        { from: kafka, to: kraft, port: 9074, field: "dependencies.kRaftController" },
    ];
    return ways.flatMap(({ from, to, ...rest }) =>
        from.flatMap((one) => to.map((other) => ({ from: one, to: other, ...rest }))),
    );
}

/** The Services behind an Ingress. */
function backendsOf(spec: Json | undefined): Address[] {
    const paths = listOf(at(spec, "rules")).flatMap((one) => listOf(at(one, "http.paths")));
    const backends = [at(spec, "defaultBackend"), ...paths.map((path) => at(path, "backend"))];
    return backends.flatMap((backend) => {
        const port = at(backend, "service.port.number");
        return typeof port === "number"
            ? [{ host: textOf(at(backend, "service.name")), port, field: "the backend of a rule" }]
            : [];
    });
}
