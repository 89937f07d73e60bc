import { metadataOf, topicKind } from "../../commands/demo/contents";
import { confluentApi } from "../../commands/demo/workload";
import type { KubernetesObject } from "../../kubernetes";

export const connectorKind = { apiVersion: confluentApi, kind: "Connector" };

/** A topic in a Kafka that is given only by its address. The simulated operator sets no owner on it. */
export const topicElsewhere = (name: string): KubernetesObject => ({
    ...topicKind,
    metadata: metadataOf(name),
    spec: { partitionCount: 1, replicas: 1, kafkaRest: { endpoint: "https://kafka.example.com:8090" } },
});

/** A connector in the Connect `connect`, which the operator sets as its owner. */
export const connector = (name: string): KubernetesObject => ({
    ...connectorKind,
    metadata: metadataOf(name),
    spec: { class: "org.example.Source", taskMax: 1, connectClusterRef: { name: "connect" } },
});

/**
 * The operator's access to the Kafka `kafka`. It precedes the components, which need it under RBAC, as gitops/README.md
 * says.
 */
export const restClass: KubernetesObject = {
    apiVersion: confluentApi,
    kind: "KafkaRestClass",
    metadata: metadataOf("default", { "argocd.argoproj.io/sync-wave": "15" }),
    spec: { kafkaClusterRef: { name: "kafka" } },
};
