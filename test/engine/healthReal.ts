import type { HealthCase } from "./healthCase";

/** A condition with its own times, as in the output. */
const at =
    (lastProbeTime: string, lastTransitionTime: string) =>
    (type: string, status: string, reason: string, message: string) => ({
        type: `platform.confluent.io/${type}`,
        ...{ status, reason, message, lastProbeTime, lastTransitionTime },
    });
const first = at("2026-07-03T09:57:10Z", "2026-07-03T09:57:10Z");
const since = at("2026-07-03T09:57:10Z", "2026-07-03T09:58:57Z");
const old = at("2021-08-11T10:06:58Z", "2021-08-11T10:08:42Z");
const urp = "failed URP query to kafka-0.kafka.confluent.svc.cluster.local:7777/jolokia/: i/o timeout";

/** CFK 3.3.0 (operatorVersion v0.1718.10), Connect: vdesabou/kafka-docker-playground issues 8025 (conditions) and 8332 (the rest). */
const connect = {
    conditions: [
        since("statefulset-available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability."),
        since("resources-ready", "True", "KubernetesResourcesReady", "Kubernetes resources ready."),
        since("cluster-ready", "True", "ClusterIsReady", "Cluster is ready."),
        first(
            "garbage-collecting",
            "False",
            "Garbage Collection not triggered",
            "Cluster is not being garbage collected",
        ),
        since("config-revision-hash", "False", "ConfigurationIsUpdated", "Configuration is updated."),
    ],
    currentReplicas: 1,
    groupID: "confluent.connect",
    internalTopicNames: ["confluent.connect-offsets", "confluent.connect-configs", "confluent.connect-status"],
    kafka: { bootstrapEndpoint: "kafka:9071" },
    observedGeneration: 2,
    operatorVersion: "v0.1718.10",
    phase: "RUNNING",
    readyReplicas: 1,
    replicas: 1,
    restConfig: { internalEndpoint: "http://connect.confluent.svc.cluster.local:8083" },
    selector: "app=connect,clusterId=confluent,confluent-platform=true,type=connect",
};

/** CFK 2.0, Kafka: Argo CD's own test of its check for Kafka (resource_customizations/platform.confluent.io/Kafka). */
const kafka = {
    clusterName: "kafka",
    clusterNamespace: "confluent",
    conditions: [
        old("statefulset-available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability."),
        old("resources-ready", "True", "KubernetesResourcesReady", "Kubernetes resources ready."),
        old("rolling", "False", "ClusterNotRolling", "Cluster is not rolling, ignore=false"),
        old("garbage-collecting", "False", "ClusterNotShrunk", "Cluster is not being garbage collected"),
    ],
    currentReplicas: 3,
    minISR: 2,
    operatorVersion: "v0.174.13",
    phase: "RUNNING",
    readyReplicas: 3,
    replicas: 3,
    replicationFactor: 3,
};

/** A Gateway's: confluentinc/kcp, internal/services/gateway/gateway_test.go, of a CR seen on 2026-07-27. */
const rejected = {
    type: "platform.confluent.io/cluster-ready",
    status: "False",
    reason: "ApplyFailed",
    message: "secretRef kcp-perf-plain-jaas not found",
};

/** confluentinc/confluent-kubernetes-examples, flink/mTLS/Readme.md. */
const cmfSync = { errorMessage: "", lastSyncTime: "2024-11-07T10:02:57Z", status: "Created" };

/** Statuses as real versions of CFK wrote them, each from the public output that is named. The rest is in the title. */
export const realCases: HealthCase[] = [
    {
        title: "a real CFK 3.3 said to run",
        kind: "Connect",
        spec: { replicas: 1 },
        status: connect,
        health: ["Healthy", "Running, 1 of 1 pods ready."],
    },
    {
        title: "a real CFK 2.0 said to run, when it wrote no observedGeneration",
        kind: "Kafka",
        spec: { replicas: 3 },
        status: kafka,
        health: ["Healthy", "Running, 3 of 3 pods ready."],
    },
    {
        title: "a real CFK 2.0 said to provision, with all its pods ready",
        kind: "Kafka",
        spec: { replicas: 3 },
        status: { ...kafka, phase: "PROVISIONING" },
        health: ["Progressing", "Starting, 3 of 3 pods ready."],
    },
    {
        title: "a real CFK refused: the generation is not observed",
        kind: "Gateway",
        metadata: { generation: 4 },
        status: { observedGeneration: 3, phase: "RUNNING", replicas: 3, readyReplicas: 3, conditions: [rejected] },
        health: ["Degraded", "secretRef kcp-perf-plain-jaas not found"],
    },
    {
        title: "a real CFK spoke of for six days and 13 generations after it had been mended, its pods being 3/3",
        kind: "Gateway",
        metadata: { generation: 17 },
        status: { observedGeneration: 17, phase: "RUNNING", replicas: 3, readyReplicas: 3, conditions: [rejected] },
        health: ["Healthy", "Running, 3 of 3 pods ready. The operator says: secretRef kcp-perf-plain-jaas not found"],
    },
    {
        title: "a real CFK could not ask for under-replicated partitions, on pods that were ready",
        kind: "Kafka",
        status: { ...kafka, observedGeneration: 2, conditions: [...kafka.conditions, { ...rejected, message: urp }] },
        health: ["Healthy", `Running, 3 of 3 pods ready. The operator says: ${urp}`],
    },
    {
        title: "a real CFK could not ask for under-replicated partitions, while it took up a change",
        kind: "Kafka",
        status: { ...kafka, observedGeneration: 1, conditions: [...kafka.conditions, { ...rejected, message: urp }] },
        health: ["Progressing", `The operator has not taken up the last change yet. The operator says: ${urp}`],
    },
    ...["kafka pod", "kRaft controller pod"].map((what): HealthCase => ({
        title: `a real CFK 3.3 let wait for a ${what}`,
        kind: what === "kafka pod" ? "SchemaRegistry" : "Kafka",
        status: {
            phase: "PROVISIONING",
            conditions: [{ ...rejected, message: `waiting for at-least one ${what} availability` }],
        },
        health: ["Progressing", `Starting: waiting for at-least one ${what} availability`],
    })),
    {
        title: "a real CFK said to be created, with its tasks on their way",
        kind: "Connector",
        spec: { taskMax: 1 },
        status: {
            state: "CREATED",
            tasksReady: "0/1",
            connectorState: "RUNNING",
            conditions: [
                {
                    type: "platform.confluent.io/app-ready",
                    ...{ status: "True", reason: "Created", message: "Application is created" },
                },
            ],
        },
        health: ["Progressing", "Running, 0 of 1 tasks ready."],
    },
    // From an output of July 2024, with CFK 2, in a public collection of commands for cluster links; its end may be
    // missing.
    {
        title: "a real CFK said to be created, without a state",
        kind: "KafkaTopic",
        status: {
            appState: "Created",
            conditions: [
                at("2024-07-17T15:35:49Z", "2024-07-17T15:35:49Z")(
                    "app-ready",
                    "True",
                    "Created",
                    "Application is created",
                ),
            ],
            kafkaCluster: "confluent/kafka",
            kafkaClusterID: "Kh49VqjhTomwNiBhiqIEAA",
        },
        health: ["Healthy", "Created."],
    },
    {
        title: "a real CFK said to be created",
        kind: "FlinkEnvironment",
        metadata: { generation: 1 },
        status: { cfkInternalState: "CREATED", cmfSync, observedGeneration: 1 },
        health: ["Healthy", "Created."],
    },
    {
        title: "a real CFK said to be deployed, and not stable yet",
        kind: "FlinkApplication",
        metadata: { generation: 1 },
        status: {
            cfkInternalState: "CREATED",
            cmfSync,
            lifecycleState: "DEPLOYED",
            jobStatus: { state: "RECONCILING" },
        },
        health: ["Progressing", "DEPLOYED."],
    },
];
