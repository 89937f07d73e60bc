import assert from "node:assert/strict";
import { needOf } from "../../../../commands/unstick/needs";
import { facts, itNeeds, kafka, live, withSpec, workload } from "./facts";

const named = (name: string, namespace: string) => ({ name, namespace });

describe("unstick, for what uses an address, or is in a namespace that the user may not list,", () => {
    itNeeds(
        [
            [
                "a topic by the address of a Kafka of this cluster that is gone",
                withSpec("KafkaTopic", "a", {
                    kafkaRest: { endpoint: "https://kafka.confluent.svc.cluster.local:8090" },
                }),
                [live("Kafka", "kafka", "other")],
                "gone",
                /goes by https:\/\/kafka\.confluent\.svc\S*, and there is no Kafka in namespace confluent/,
            ],
            [
                "a topic by the address of a broker, whose Kafka is there",
                withSpec("KafkaTopic", "a", { kafkaRest: { endpoint: "https://kafka-0.kafka.confluent.svc:8090" } }),
                [kafka],
                "there",
                /Kafka confluent\/kafka is there/,
            ],
            [
                "a topic by the address of a Service of another name, with a Kafka beside it",
                withSpec("KafkaTopic", "a", { kafkaRest: { endpoint: "https://rest-lb.confluent.svc.cluster.local" } }),
                [kafka],
                "unknown",
                /at https:\/\/rest-lb/,
            ],
            [
                "a connector by the address of a Connect that is not Confluent's operator's, in this cluster",
                withSpec("Connector", "a", {
                    connectRest: { endpoint: "http://own-connect.etl.svc.cluster.local:8083" },
                }),
                [],
                "unknown",
                /at http:\/\/own-connect/,
            ],
            [
                "a schema by an address outside",
                withSpec("Schema", "a", { schemaRegistryRest: { endpoint: "https://schemas.example.com" } }),
                [],
                "unknown",
                /at https:\/\/schemas\.example\.com/,
            ],
        ],
        [workload("Deployment", "etl", "own-connect", { readyReplicas: 1 })],
    );

    it("concludes nothing about other namespaces if the user may list only this one", () => {
        const world = facts({ isConfluentHereOnly: true });
        const elsewhere = { kafkaClusterRef: named("kafka", "other") };
        const rest = { kafkaRest: { endpoint: "https://kafka.other.svc.cluster.local:8090" } };
        const viaClass = { kafkaRestClassRef: named("default", "other") };
        for (const [spec, state] of [
            [{}, "gone"],
            [elsewhere, "unknown"],
            [rest, "unknown"],
            [viaClass, "unknown"],
        ] as const) {
            assert.equal(needOf(withSpec("KafkaTopic", "a", spec), world)?.state, state, JSON.stringify(spec));
        }
    });
});
