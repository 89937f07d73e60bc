import { condition, type HealthCase } from "./healthCase";

export const available = [
    condition("statefulset-available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability."),
    condition("resources-ready", "True", "KubernetesResourcesReady", "Kubernetes resources ready."),
    condition("rolling", "False", "ClusterNotRolling", "Cluster is not rolling, ignore=false"),
    condition("garbage-collecting", "False", "ClusterNotShrunk", "Cluster is not being garbage collected"),
];

export const running = {
    phase: "RUNNING",
    observedGeneration: 2,
    replicas: 3,
    readyReplicas: 3,
    conditions: available,
};

/** Replaces one of a running component's conditions. */
export const butFor = (changed: ReturnType<typeof condition>) => [
    changed,
    ...available.filter(({ type }) => type !== changed.type),
];

export const secretMissing = condition("cluster-ready", "False", "ApplyFailed", "secretRef credential not found");

/** What runs as pods. */
export const componentCases: HealthCase[] = [
    {
        title: "runs",
        kind: "Kafka",
        status: running,
        health: ["Healthy", "Running, 3 of 3 pods ready."],
    },
    {
        title: "runs, by an operator too old to write observedGeneration",
        kind: "Zookeeper",
        status: { ...running, observedGeneration: undefined },
        health: ["Healthy", "Running, 3 of 3 pods ready."],
    },
    {
        title: "runs, with no word about its pods",
        kind: "ControlCenter",
        status: { phase: "RUNNING", observedGeneration: 2 },
        health: ["Healthy", "Running."],
    },
    {
        title: "is provisioned",
        kind: "KRaftController",
        status: { ...running, phase: "PROVISIONING", readyReplicas: 1 },
        health: ["Progressing", "Starting, 1 of 3 pods ready."],
    },
    {
        title: "is provisioned, with no pod ready, which the operator says by saying nothing",
        kind: "SchemaRegistry",
        status: { phase: "PROVISIONING", observedGeneration: 2, replicas: 2 },
        health: ["Progressing", "Starting, 0 of 2 pods ready."],
    },
    {
        title: "waits for another component, which is no failure",
        kind: "SchemaRegistry",
        status: {
            phase: "PROVISIONING",
            observedGeneration: 2,
            conditions: [
                condition("cluster-ready", "False", "ApplyFailed", "waiting for at-least one kafka pod availability"),
            ],
        },
        health: ["Progressing", "Starting: waiting for at-least one kafka pod availability"],
    },
    {
        title: "has lost a pod",
        kind: "Kafka",
        status: { ...running, readyReplicas: 2 },
        health: ["Progressing", "Running, 2 of 3 pods ready."],
    },
    {
        title: "has a StatefulSet that is not available",
        kind: "Connect",
        status: {
            ...running,
            conditions: butFor(
                condition(
                    "statefulset-available",
                    "False",
                    "MinimumReplicasUnavailable",
                    "Deployment does not have minimum availability.",
                ),
            ),
        },
        health: ["Progressing", "Running, 3 of 3 pods ready. Deployment does not have minimum availability."],
    },
    {
        title: "rolls",
        kind: "Kafka",
        status: { ...running, readyReplicas: 2, conditions: butFor(condition("rolling", "True", "ClusterRolling")) },
        health: ["Progressing", "Rolling, 2 of 3 pods ready."],
    },
    {
        title: "rolls to the last change, which the operator notes once it is through",
        kind: "KRaftController",
        status: {
            ...running,
            phase: "PROVISIONING",
            observedGeneration: 1,
            conditions: butFor(condition("rolling", "True", "ClusterRolling")),
        },
        health: ["Progressing", "Rolling, 3 of 3 pods ready."],
    },
    {
        title: "still runs as it was before the last change",
        kind: "KsqlDB",
        status: { ...running, observedGeneration: 1 },
        health: ["Progressing", "The operator has not taken up the last change yet."],
    },
    {
        title: "refers to a Secret that is missing, so that the last change is never taken up",
        kind: "KafkaRestProxy",
        status: { ...running, observedGeneration: 1, conditions: [...available, secretMissing] },
        health: ["Degraded", "secretRef credential not found"],
    },
    {
        title: "refers to a Secret that is missing, from its first day",
        kind: "ControlCenter",
        status: { conditions: [secretMissing] },
        health: ["Degraded", "secretRef credential not found"],
    },
    {
        title: "has changes that the operator is told not to make",
        kind: "Kafka",
        metadata: { annotations: { "platform.confluent.io/block-reconcile": "true" } },
        status: { ...running, observedGeneration: 1 },
        health: [
            "Suspended",
            "Has changes that the operator is told not to make: annotation platform.confluent.io/block-reconcile.",
        ],
    },
    {
        title: "is left alone by the operator, with nothing to change",
        kind: "Kafka",
        metadata: { annotations: { "platform.confluent.io/block-reconcile": "true" } },
        status: running,
        health: ["Healthy", "Running, 3 of 3 pods ready."],
    },
];
