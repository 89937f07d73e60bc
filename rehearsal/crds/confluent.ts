import type { KubernetesObject } from "../kubernetesApi";

const group = "platform.confluent.io";

/** Kinds of Confluent for Kubernetes and their plurals, as its API reference names them. */
const plurals = {
    Zookeeper: "zookeepers",
    KRaftController: "kraftcontrollers",
    Kafka: "kafkas",
    SchemaRegistry: "schemaregistries",
    Connect: "connects",
    ControlCenter: "controlcenters",
    KsqlDB: "ksqldbs",
    KafkaRestProxy: "kafkarestproxies",
    KafkaTopic: "kafkatopics",
    Schema: "schemas",
    Connector: "connectors",
    KafkaRestClass: "kafkarestclasses",
    ConfluentRolebinding: "confluentrolebindings",
    ClusterLink: "clusterlinks",
};

/**
 * Stand-ins for the CRDs of Confluent for Kubernetes, for a machine that has no way to the real ones: the same names,
 * any field. A misspelt field therefore passes here and not there; a replica count that is no number does not pass.
 */
export function smallConfluentCrds(): KubernetesObject[] {
    return Object.entries(plurals).map(([kind, plural]) => ({
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name: `${plural}.${group}` },
        spec: {
            group,
            scope: "Namespaced",
            names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
            versions: [{ name: "v1beta1", served: true, storage: true, subresources: { status: {} }, schema }],
        },
    }));
}

const open = { type: "object", "x-kubernetes-preserve-unknown-fields": true };

const schema = {
    openAPIV3Schema: {
        type: "object",
        required: ["spec"],
        properties: {
            spec: { ...open, properties: { replicas: { type: "integer", format: "int32", minimum: 0 } } },
            status: open,
        },
    },
};
