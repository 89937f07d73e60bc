import { metadataOf, topicKind } from "../../commands/demo/contents";
import { confluentApi } from "../../commands/demo/workload";
import type { KubernetesObject } from "../../kubernetes";

export const connectorKind = { apiVersion: confluentApi, kind: "Connector" };

/** A topic of a Kafka that is reached by its address alone. The simulated operator gives it no owner. */
export const topicElsewhere = (name: string): KubernetesObject => ({
    ...topicKind,
    metadata: metadataOf(name),
    spec: { partitionCount: 1, replicas: 1, kafkaRest: { endpoint: "https://kafka.example.com:8090" } },
});

/** A connector of Connect `connect`, which the operator makes its owner. */
export const connector = (name: string): KubernetesObject => ({
    ...connectorKind,
    metadata: metadataOf(name),
    spec: { class: "org.example.Source", taskMax: 1, connectClusterRef: { name: "connect" } },
});

/** The way to Kafka `kafka` for the operator. Before the components, which need it under RBAC, as gitops/README.md says. */
export const restClass: KubernetesObject = {
    apiVersion: confluentApi,
    kind: "KafkaRestClass",
    metadata: metadataOf("default", { "argocd.argoproj.io/sync-wave": "15" }),
    spec: { kafkaClusterRef: { name: "kafka" } },
};
