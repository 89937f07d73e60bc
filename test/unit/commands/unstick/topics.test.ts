import assert from "node:assert/strict";
import type { KubernetesObject } from "../../../../kubernetes";
import { diagnose } from "../../../../commands/unstick/diagnose";
import type { Facts } from "../../../../commands/unstick/facts";
import { available, deletionTimestamp, dying, facts, kafka, live, operator, topicFinalizer, workload } from "./facts";

describe("unstick, for a topic's finalizer,", () => {
    const topic = (spec: object = {}) => dying("KafkaTopic", [topicFinalizer], { spec });
    const dyingKafka = { ...kafka, metadata: { ...kafka.metadata, deletionTimestamp } };
    const brokers = (readyReplicas: number) => workload("StatefulSet", "confluent", "kafka", { readyReplicas });
    const withoutPods = (status: object, spec: object = { replicas: 1 }) => [
        workload("Deployment", "confluent-operator", "confluent-operator", status, spec),
    ];
    const rest = { kafkaRestClassRef: { name: "rest" } };
    const restClass = (spec: object): KubernetesObject => ({ ...live("KafkaRestClass", "rest"), spec });

    for (const [when, change, isRemovable, why] of [
        ["no operator is there", { confluent: [kafka] }, true, /operator is gone: there is no Deployment/],
        [
            "operator and Kafka live",
            { workloads: [operator], confluent: [kafka] },
            false,
            /Kafka confluent\/kafka is there/,
        ],
        ["the operator lives and Kafka is gone", { workloads: [operator] }, true, /no Kafka in namespace confluent/],
        [
            "only another namespace has a Kafka",
            { workloads: [operator], confluent: [live("Kafka", "kafka", "other")] },
            true,
            /no Kafka in namespace confluent/,
        ],
        [
            "the Kafka that it names is gone, and another is there",
            { objects: [topic({ kafkaClusterRef: { name: "old" } })], workloads: [operator], confluent: [kafka] },
            true,
            /Kafka confluent\/old that it names is gone/,
        ],
        [
            "the Kafka that it names is in another namespace",
            {
                objects: [topic({ kafkaClusterRef: { name: "kafka", namespace: "other" } })],
                workloads: [operator],
                confluent: [live("Kafka", "kafka", "other")],
            },
            false,
            /Kafka other\/kafka is there/,
        ],
        [
            "Kafka is at an address",
            { objects: [topic({ kafkaRest: { endpoint: "https://rest:8090" } })], workloads: [operator] },
            false,
            /at https:\/\/rest:8090, which cannot be seen/,
        ],
        [
            "Kafka is being deleted and still serves",
            { workloads: [operator, brokers(1)], confluent: [dyingKafka] },
            false,
            /Kafka confluent\/kafka is there/,
        ],
        [
            "Kafka is being deleted and has no pod left",
            { workloads: [operator, brokers(0)], confluent: [dyingKafka] },
            true,
            /is being deleted, and no longer has a ready pod/,
        ],
        [
            "the KafkaRestClass that it names is gone",
            { objects: [topic(rest)], workloads: [operator], confluent: [kafka] },
            true,
            /KafkaRestClass confluent\/rest that it names is gone/,
        ],
        [
            "the KafkaRestClass that it names leads to a Kafka that is gone",
            {
                objects: [topic(rest)],
                workloads: [operator],
                confluent: [kafka, restClass({ kafkaClusterRef: { name: "old" } })],
            },
            true,
            /Kafka confluent\/old that it names is gone/,
        ],
        [
            "the operator is scaled to 0",
            { workloads: withoutPods({}, { replicas: 0 }), confluent: [kafka] },
            true,
            /is scaled to 0/,
        ],
        [
            "the operator has had no ready pod for long",
            { workloads: withoutPods(available("2026-11-24T11:00:00Z")), confluent: [kafka] },
            true,
            /no ready pod for 60 min/,
        ],
        [
            "the operator may be restarting",
            { workloads: withoutPods(available("2026-11-24T11:59:00Z")), confluent: [kafka] },
            false,
            /no ready pod for 60 s, and may be starting/,
        ],
        [
            "Deployments may not be read",
            { workloads: undefined, confluent: [kafka] },
            false,
            /Whether it is running could not be determined/,
        ],
        ["Kafkas may not be read", { workloads: [operator], confluent: undefined }, false, /Kafkas could not be read/],
    ] as const satisfies readonly (readonly [string, Partial<Facts>, boolean, RegExp])[]) {
        it(`where ${when}: ${isRemovable ? "removes it" : "leaves it"}, and says why`, () => {
            const findings = diagnose(facts({ objects: [topic()], ...(change as Partial<Facts>) }));
            assert.equal(findings.length, 1);
            assert.match(findings[0]?.why ?? "", why);
            assert.equal(Boolean(findings[0]?.remedy), isRemovable, findings[0]?.why);
            if (isRemovable)
                assert.match(findings[0]?.remedy?.consequence ?? "", /topic, and its data, is not deleted in Kafka/);
        });
    }
});
