import type { JsonObject } from "../config/kustomize/json";
import { connectorCases, type TeamCase } from "./teamConnectorCases";

const apiVersion = "platform.confluent.io/v1beta1";
const kept = { "argocd.argoproj.io/sync-options": "ServerSideApply=true, Prune=false" };

const topic = (spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject => ({
    apiVersion,
    kind: "KafkaTopic",
    metadata: { name: "payments.orders", annotations: kept, ...metadata },
    spec: { partitionCount: 3, kafkaRestClassRef: { name: "default" }, ...spec },
});
const schema = (spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject => ({
    apiVersion,
    kind: "Schema",
    metadata: { name: "payments.orders-value", annotations: kept, ...metadata },
    spec: { data: { format: "avro", configRef: "payments.orders-value" }, ...spec },
});
const pattern = (name: string, resourceType = "Topic"): JsonObject => ({ name, resourceType, patternType: "PREFIXED" });
const binding = (spec: JsonObject): JsonObject => ({
    apiVersion,
    kind: "ConfluentRolebinding",
    metadata: { name: "payments.readers" },
    spec: {
        principal: { type: "user", name: "shop" },
        role: "DeveloperRead",
        resourcePatterns: [pattern("payments.")],
        ...spec,
    },
});
const map = (name: string): JsonObject => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name },
    data: { schema: "{}" },
});

const foreign = /owns names that begin with payments\./;
const other = { name: "default", namespace: "elsewhere" };

/** By what is tested. All are for the team `payments`, in the namespace `confluent`. */
export const teamCases: Record<string, TeamCase> = {
    "a topic": { object: topic() },
    "a topic with another name in Kafka": { object: topic({ name: "payments.Orders_v2" }) },
    "a topic of another team": { object: topic({}, { name: "shipping.orders" }), says: foreign },
    "a topic of a team whose name begins alike": { object: topic({}, { name: "payments-eu.orders" }), says: foreign },
    "a topic whose name in Kafka is another's": { object: topic({ name: "shipping.orders" }), says: foreign },
    "a topic of Kafka's own": { object: topic({ name: "__consumer_offsets" }), says: foreign },
    "a topic that may be pruned": { object: topic({}, { annotations: {} }), says: /may be pruned/ },
    "a topic that may be pruned, by another option": {
        object: topic({}, { annotations: { "argocd.argoproj.io/sync-options": "Prune=falsey" } }),
        says: /may be pruned/,
    },
    "a topic as a hook": {
        object: topic({}, { annotations: { ...kept, "argocd.argoproj.io/hook": "PostSync" } }),
        says: /is a hook/,
    },
    "a topic as a hook of Helm's": {
        object: topic({}, { annotations: { ...kept, "helm.sh/hook": "post-install" } }),
        says: /is a hook/,
    },
    "a topic by another Kafka's REST API": {
        object: topic({ kafkaRest: { endpoint: "https://kafka.example.com:8090" } }),
        says: /spec\.kafkaRest\.endpoint/,
    },
    "a topic by a class of another namespace": {
        object: topic({ kafkaRestClassRef: other }),
        says: /spec\.kafkaRestClassRef\.namespace/,
    },
    "a topic in the Kafka of another namespace": {
        object: topic({ kafkaClusterRef: other }),
        says: /spec\.kafkaClusterRef\.namespace/,
    },
    "a topic by a class that is said to be here": {
        object: topic({ kafkaRestClassRef: { name: "default", namespace: "confluent" } }),
    },

    "a schema": { object: schema() },
    "the subject of another team": { object: schema({ name: "shipping.orders-value" }), says: foreign },
    "a subject in another context": { object: schema({ name: ":.shipping:payments.orders-value" }), says: foreign },
    "a schema in the ConfigMap of another": {
        object: schema({ data: { format: "avro", configRef: "confluent-sweeper" } }),
        says: foreign,
    },
    "a schema that may be pruned": { object: schema({}, { annotations: {} }), says: /may be pruned/ },
    "a schema with an id of its own": { object: schema({ mode: "IMPORT" }), says: /mode IMPORT/ },
    "a schema that nobody may add to": { object: schema({ mode: "READONLY" }) },
    "a schema in another registry": {
        object: schema({ schemaRegistryRest: { endpoint: "https://registry.example.com" } }),
        says: /spec\.schemaRegistryRest\.endpoint/,
    },
    "a schema with what it signs in by": {
        object: schema({
            schemaRegistryRest: { authentication: { type: "bearer", bearer: { secretRef: "mds-client" } } },
        }),
    },

    ...connectorCases,

    "a role for one of the team's names": { object: binding({}) },
    "a role for what begins less narrowly": { object: binding({ resourcePatterns: [pattern("pay")] }), says: foreign },
    "a role for everything": { object: binding({ resourcePatterns: [pattern("*")] }), says: foreign },
    "a role for one of its own and one of another": {
        object: binding({ resourcePatterns: [pattern("payments."), pattern("shipping.")] }),
        says: foreign,
    },
    "a role for no name": { object: binding({ resourcePatterns: [] }), says: /no spec\.resourcePatterns/ },
    "a role for the cluster": {
        object: binding({ resourcePatterns: [pattern("payments.", "Cluster")] }),
        says: /is for a Cluster/,
    },
    "a role that does not end at names": {
        object: binding({ role: "SystemAdmin" }),
        says: /gives the role SystemAdmin/,
    },
    "a role for consumer groups": { object: binding({ resourcePatterns: [pattern("payments.", "Group")] }) },

    "a ConfigMap": { object: map("payments.orders-value") },
    "the ConfigMap of another": { object: map("confluent-sweeper"), says: foreign },
};
