export const group = "platform.confluent.io";
export const version = "v1beta1";

/**
 * What CFK keeps inside a running platform, as opposed to the platform itself, with a finalizer that needs the platform. In
 * the order of deletion: users before what they use, and role bindings late, because they may be what allows the rest to be
 * deleted.
 */
export const contentKinds = [
    { kind: "Connector", plural: "connectors" },
    { kind: "SchemaExporter", plural: "schemaexporters" },
    { kind: "SchemaImporter", plural: "schemaimporters" },
    { kind: "Schema", plural: "schemas" },
    { kind: "ClusterLink", plural: "clusterlinks" },
    { kind: "KafkaTopic", plural: "kafkatopics" },
    { kind: "ConfluentRolebinding", plural: "confluentrolebindings" },
    { kind: "KafkaRestClass", plural: "kafkarestclasses" },
];

/** @param {import("./types.mjs").Content} content */
export const nameOf = ({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`;
