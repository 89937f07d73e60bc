import { condition, type HealthCase } from "./healthCase";
import { available, butFor, running, secretMissing } from "./healthComponents";

/** Go's message for a missing response. */
const asked = (why: string) => `Get "https://kafka.confluent.svc.cluster.local:8090/kafka/v3/clusters": ${why}`;

/** metadata.managedFields of an object whose spec was changed at that time; the operator writes its own fields. */
const changed = (time: string) => [
    { manager: "argocd-controller", operation: "Apply", time, fieldsV1: { "f:spec": {} } },
    { manager: "manager", operation: "Update", subresource: "status", time: "2999-01-01T00:00:00Z", fieldsV1: {} },
];

/** Components for which the operator reports a fault: lasting or not, and with or without consequences. */
export const faultCases: HealthCase[] = [
    {
        title: "runs as it should, with a fault that gives a reason and no message",
        kind: "Kafka",
        status: { ...running, conditions: [...available, condition("cluster-ready", "False", "ApplyFailed")] },
        health: ["Healthy", "Running, 3 of 3 pods ready. The operator says: ApplyFailed"],
    },
    {
        title: "runs as it should, with a lasting fault",
        kind: "Connect",
        status: { ...running, conditions: [...available, secretMissing] },
        health: ["Healthy", "Running, 3 of 3 pods ready. The operator says: secretRef credential not found"],
    },
    {
        title: "has a lasting fault, and a pod too few",
        kind: "Kafka",
        status: { ...running, readyReplicas: 2, conditions: [...available, secretMissing] },
        health: ["Degraded", "secretRef credential not found"],
    },
    {
        title: "has a lasting fault, and fewer pods than Git says",
        kind: "Kafka",
        spec: { replicas: 5 },
        status: { ...running, conditions: [...available, secretMissing] },
        health: ["Degraded", "secretRef credential not found"],
    },
    {
        title: "has fewer pods than Git says",
        kind: "Kafka",
        spec: { replicas: 5 },
        status: running,
        health: ["Progressing", "Running, 3 of 5 pods ready."],
    },
    {
        title: "has a lasting fault, and no word about its pods",
        kind: "Gateway",
        status: { phase: "RUNNING", observedGeneration: 2, conditions: [secretMissing] },
        health: ["Degraded", "secretRef credential not found"],
    },
    {
        title: "has a lasting fault by another of its conditions",
        kind: "SchemaRegistry",
        status: {
            phase: "PROVISIONING",
            observedGeneration: 1,
            replicas: 2,
            conditions: [condition("resources-ready", "False", "ValidationFailed", "spec.tls is not valid")],
        },
        health: ["Degraded", "spec.tls is not valid"],
    },
    {
        title: "was told of a time-out while a pod is away",
        kind: "Kafka",
        status: {
            ...running,
            readyReplicas: 2,
            conditions: [...available, condition("cluster-ready", "False", "ApplyFailed", asked("i/o timeout"))],
        },
        health: ["Progressing", `Running, 2 of 3 pods ready. The operator says: ${asked("i/o timeout")}`],
    },
    ...["context deadline exceeded", "connect: connection refused", "net/http: TLS handshake timeout"].map(
        (why): HealthCase => ({
            title: `takes up a change late, for want of an answer (${why})`,
            kind: "KsqlDB",
            status: {
                ...running,
                observedGeneration: 1,
                conditions: [...available, condition("cluster-ready", "False", "UpdateFailed", asked(why))],
            },
            health: [
                "Progressing",
                `The operator has not taken up the last change yet. The operator says: ${asked(why)}`,
            ],
        }),
    ),
    {
        title: "has a setting that is not valid, whose key only sounds like a time-out",
        kind: "KRaftController",
        status: {
            ...running,
            observedGeneration: 1,
            conditions: [
                condition("cluster-ready", "False", "ValidationFailed", "request.timeout.ms must be positive"),
            ],
        },
        health: ["Degraded", "request.timeout.ms must be positive"],
    },
    {
        title: "rolls, which mends the fault",
        kind: "Kafka",
        status: {
            ...running,
            phase: "PROVISIONING",
            readyReplicas: 2,
            observedGeneration: 1,
            conditions: [...butFor(condition("rolling", "True", "ClusterRolling")), secretMissing],
        },
        health: ["Progressing", "Rolling, 2 of 3 pods ready. The operator says: secretRef credential not found"],
    },
    {
        title: "has just been changed, and a fault of long before",
        kind: "Kafka",
        metadata: { managedFields: changed("2999-01-01T00:00:00Z") },
        status: { ...running, observedGeneration: 1, conditions: [...available, secretMissing] },
        health: [
            "Progressing",
            "The operator has not taken up the last change yet. The operator says: secretRef credential not found",
        ],
    },
    {
        title: "was changed a while ago, and still has a fault of before",
        kind: "Kafka",
        metadata: { managedFields: changed("2026-11-24T06:00:00Z") },
        status: { ...running, observedGeneration: 1, conditions: [...available, secretMissing] },
        health: ["Degraded", "secretRef credential not found"],
    },
    {
        title: "has a fault since its change",
        kind: "Kafka",
        metadata: { managedFields: changed("2026-11-24T04:59:59Z") },
        status: { ...running, observedGeneration: 1, conditions: [...available, secretMissing] },
        health: ["Degraded", "secretRef credential not found"],
    },
    {
        title: "has a fault whose condition is met again",
        kind: "Kafka",
        status: { ...running, conditions: [...available, { ...secretMissing, status: "True" }] },
        health: ["Healthy", "Running, 3 of 3 pods ready."],
    },
    {
        title: "has changes that the operator is told not to make, and a fault of before",
        kind: "Kafka",
        metadata: { annotations: { "platform.confluent.io/block-reconcile": "true" } },
        status: { ...running, observedGeneration: 1, conditions: [...available, secretMissing] },
        health: [
            "Suspended",
            "Has changes that the operator is told not to make: annotation platform.confluent.io/block-reconcile.",
        ],
    },
];
