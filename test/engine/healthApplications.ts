import { condition, type HealthCase } from "./healthCase";

export const created = {
    state: "CREATED",
    appState: "Created",
    observedGeneration: 2,
    conditions: [condition("app-ready", "True", "Created", "Application is created")],
};

const refused = (message: string) => ({
    state: "ERROR",
    appState: "Failed",
    observedGeneration: 2,
    conditions: [condition("app-ready", "False", "CreateFailed", message)],
});

/** Topics, schemas, role bindings and REST classes. */
export const applicationCases: HealthCase[] = [
    {
        title: "is there",
        kind: "KafkaTopic",
        status: { ...created, partitionCount: 6, replicas: 3 },
        health: ["Healthy", "Created: 6 partitions, 3 replicas."],
    },
    {
        title: "is registered",
        kind: "Schema",
        status: { ...created, state: "SUCCEEDED", subject: "orders-value", version: 3 },
        health: ["Healthy", "Created: subject orders-value, version 3."],
    },
    {
        title: "is bound",
        kind: "ConfluentRolebinding",
        status: { ...created, role: "DeveloperRead", principal: "User:alice" },
        health: ["Healthy", "Created: DeveloperRead for User:alice."],
    },
    {
        title: "is there, with no word about what it is",
        kind: "Schema",
        status: created,
        health: ["Healthy", "Created."],
    },
    {
        title: "still is as it was before the last change",
        kind: "KafkaTopic",
        status: { ...created, observedGeneration: 1 },
        health: ["Progressing", "The operator has not taken up the last change yet."],
    },
    {
        title: "is refused",
        kind: "KafkaTopic",
        status: refused("Topic replication factor must be 3"),
        health: ["Degraded", "Topic replication factor must be 3"],
    },
    {
        title: "is refused, so that the last change is never taken up",
        kind: "Schema",
        status: { ...refused("configmap orders-value not found"), observedGeneration: 1 },
        health: ["Degraded", "configmap orders-value not found"],
    },
    {
        title: "has failed by appState, and by its condition",
        kind: "ConfluentRolebinding",
        status: { ...refused("no such principal"), state: "CREATED" },
        health: ["Degraded", "no such principal"],
    },
    {
        title: "has failed by appState alone, which says too little",
        kind: "KafkaTopic",
        status: { ...created, appState: "Failed" },
        health: ["Healthy", "Created."],
    },
    {
        title: "could not be made yet, for want of an answer",
        kind: "KafkaTopic",
        status: refused('Post "http://kafka.confluent.svc.cluster.local:8090/kafka/v3/clusters": i/o timeout'),
        health: [
            "Progressing",
            "Not there yet. The operator says: " +
                'Post "http://kafka.confluent.svc.cluster.local:8090/kafka/v3/clusters": i/o timeout',
        ],
    },
    {
        title: "was refused before the change of just now, which may mend it",
        kind: "KafkaTopic",
        metadata: {
            managedFields: [{ time: "2999-01-01T00:00:00Z", fieldsV1: { "f:spec": {} } }],
        },
        status: { ...refused("Topic replication factor must be 3"), observedGeneration: 1 },
        health: [
            "Progressing",
            "The operator has not taken up the last change yet. The operator says: Topic replication factor must be 3",
        ],
    },
    {
        title: "is new, with an appState that nobody has confirmed",
        kind: "Schema",
        status: { appState: "Created", observedGeneration: 2 },
        health: ["Progressing", "The operator has not taken it up yet."],
    },
    {
        title: "is in error, with no reason given",
        kind: "KafkaTopic",
        status: { state: "ERROR", observedGeneration: 2 },
        health: ["Degraded", "The operator says ERROR, and gives no reason."],
    },
    {
        title: "is on its way out in Kafka",
        kind: "KafkaTopic",
        status: { ...created, state: "DELETING" },
        health: ["Progressing", "The operator says DELETING."],
    },
    {
        title: "cannot be deleted, since Kafka is gone",
        kind: "KafkaTopic",
        metadata: {
            deletionTimestamp: "2026-11-24T05:00:00Z",
            finalizers: ["kafkatopic.finalizers.platform.confluent.io"],
        },
        status: refused("kafka cluster is not found"),
        health: [
            "Degraded",
            "Being deleted, held by kafkatopic.finalizers.platform.confluent.io. " +
                "The operator says: kafka cluster is not found",
        ],
    },
    {
        title: "cannot be deleted just now",
        kind: "Schema",
        metadata: {
            deletionTimestamp: "2026-11-24T05:00:00Z",
            finalizers: ["schema.finalizers.platform.confluent.io"],
        },
        status: refused("dial tcp 10.0.0.7:8081: connect: connection refused"),
        health: [
            "Progressing",
            "Being deleted, held by schema.finalizers.platform.confluent.io. " +
                "The operator says: dial tcp 10.0.0.7:8081: connect: connection refused",
        ],
    },
    {
        title: "is back in Git, its note emptied",
        kind: "KafkaTopic",
        metadata: { annotations: { "confluent-gitops/removed-from-git": "" } },
        status: created,
        health: ["Healthy", "Created."],
    },
    {
        title: "reaches Kafka",
        kind: "KafkaRestClass",
        status: { observedGeneration: 2, kafkaClusterID: "Kh49VqjhTomwNiBhiqIEAA", endpoint: "http://kafka:8090" },
        health: ["Healthy", "Reaches Kafka cluster Kh49VqjhTomwNiBhiqIEAA."],
    },
    {
        title: "refers to a Secret that is missing",
        kind: "KafkaRestClass",
        status: {
            conditions: [condition("app-ready", "False", "CreateFailed", "secretRef rest-credential not found")],
        },
        health: ["Degraded", "secretRef rest-credential not found"],
    },
    {
        title: "still has its settings of before the last change",
        kind: "KafkaRestClass",
        status: { observedGeneration: 1, kafkaClusterID: "Kh49VqjhTomwNiBhiqIEAA" },
        health: ["Progressing", "The operator has not taken up the last change yet."],
    },
];
