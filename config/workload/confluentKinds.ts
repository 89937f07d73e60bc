/** The group of Confluent's kinds, and the only version in which they are served. */
export const confluentGroup = "platform.confluent.io";
export const confluentVersion = "v1beta1";

/**
 * The family of a kind, by the fields of its status (CFK's CRDs):
 *
 * - `component`: runs as pods. `phase`, `replicas`, `readyReplicas`.
 * - `content`: represents something inside a running component, and has a finalizer for that. `state`, `appState`.
 * - `settings`: how others reach a REST API; nothing is created from it.
 * - `job`: runs once. `phase`, `subPhase`.
 * - `flink`: is handed to Confluent Manager for Apache Flink. `cfkInternalState`, `cmfSync`.
 */
export type Family = "component" | "content" | "settings" | "job" | "flink";

export interface ConfluentKind {
    kind: string;
    /** As in an API path and in the CRD's name. */
    plural: string;
    family: Family;
}

/** Confluent for Kubernetes' kinds by family, with their plurals: the CRDs of CFK 3.3, all of them namespaced. */
const plurals: Record<Family, Record<string, string>> = {
    component: {
        Connect: "connects",
        ControlCenter: "controlcenters",
        Gateway: "gateways",
        Kafka: "kafkas",
        KafkaRestProxy: "kafkarestproxies",
        KRaftController: "kraftcontrollers",
        KsqlDB: "ksqldbs",
        SchemaRegistry: "schemaregistries",
        USMAgent: "usmagents",
        Zookeeper: "zookeepers",
    },
    content: {
        ClusterLink: "clusterlinks",
        ConfluentRolebinding: "confluentrolebindings",
        Connector: "connectors",
        KafkaTopic: "kafkatopics",
        Schema: "schemas",
        SchemaExporter: "schemaexporters",
        SchemaImporter: "schemaimporters",
    },
    settings: {
        CMFRestClass: "cmfrestclasses",
        KafkaRestClass: "kafkarestclasses",
    },
    job: {
        KRaftMigrationJob: "kraftmigrationjobs",
    },
    flink: {
        FlinkApplication: "flinkapplications",
        FlinkComputePool: "flinkcomputepools",
        FlinkEnvironment: "flinkenvironments",
        FlinkEnvironmentSecretMapping: "flinkenvironmentsecretmappings",
        FlinkKafkaCatalog: "flinkkafkacatalogs",
        FlinkKafkaDatabase: "flinkkafkadatabases",
        FlinkSecret: "flinksecrets",
        FlinkStatement: "flinkstatements",
    },
};

/** Every kind of Confluent for Kubernetes. */
export const confluentKinds: readonly ConfluentKind[] = Object.entries(plurals).flatMap(([family, kinds]) =>
    Object.entries(kinds).map(([kind, plural]) => ({ kind, plural, family: family as Family })),
);
