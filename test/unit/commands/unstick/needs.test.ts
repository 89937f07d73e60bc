import assert from "node:assert/strict";
import { confluentKinds } from "../../../../config/workload/confluentKinds";
import { diagnose } from "../../../../commands/unstick/diagnose";
import { contentKinds, needOf } from "../../../../commands/unstick/needs";
import { dying, facts, itNeeds, live, operator, withSpec } from "./facts";

const kafka = live("Kafka", "kafka");
const registry = live("SchemaRegistry", "schemaregistry");
const restClass = (spec: object = {}, name = "default") => withSpec("KafkaRestClass", name, spec);
const named = (name: string, namespace?: string) => ({ name, ...(namespace && { namespace }) });

describe("unstick, for what an application resource needs,", () => {
    itNeeds([
        ["a role binding without Kafka", withSpec("ConfluentRolebinding", "a", {}), [], "gone", /no Kafka in/],
        [
            "a role binding, by the class called default",
            withSpec("ConfluentRolebinding", "a", {}),
            [restClass({ kafkaClusterRef: named("old") }), kafka],
            "gone",
            /Kafka confluent\/old that it names is gone/,
        ],
        [
            "a role binding whose class is gone, with a Kafka still there",
            withSpec("ConfluentRolebinding", "a", {}),
            [kafka],
            "there",
            /Kafka confluent\/kafka is there/,
        ],
        [
            "a role binding whose class has an address",
            withSpec("ConfluentRolebinding", "a", {}),
            [restClass({ kafkaRest: { endpoint: "https://mds:8090" } })],
            "unknown",
            /at https:\/\/mds:8090/,
        ],
        [
            "a role binding of CFK 3.4 that names its Kafka",
            withSpec("ConfluentRolebinding", "a", { kafkaClusterRef: named("kafka", "other") }),
            [kafka],
            "gone",
            /Kafka other\/kafka that it names is gone/,
        ],
        [
            "a role binding by a class of another namespace",
            withSpec("ConfluentRolebinding", "a", { kafkaRestClassRef: named("rest", "other") }),
            [withSpec("KafkaRestClass", "rest", {}, "other"), live("Kafka", "kafka", "other")],
            "there",
            /Kafka other\/kafka is there/,
        ],
        [
            "a topic without references, with a class that leads elsewhere: it does not go by that",
            withSpec("KafkaTopic", "a", {}),
            [restClass({ kafkaRest: { endpoint: "https://away" } }), kafka],
            "there",
            /Kafka confluent\/kafka is there/,
        ],
        [
            "a link whose destination is gone",
            withSpec("ClusterLink", "a", {
                destinationKafkaCluster: { kafkaRestClassRef: named("there") },
                sourceKafkaCluster: { kafkaRestClassRef: named("here") },
            }),
            [restClass({}, "here"), kafka],
            "gone",
            /KafkaRestClass confluent\/there that it names is gone/,
        ],
        [
            "a link whose source is gone",
            withSpec("ClusterLink", "a", {
                destinationKafkaCluster: { kafkaRestClassRef: named("here") },
                sourceKafkaCluster: { bootstrapEndpoint: "gone:9092" },
            }),
            [restClass({}, "here"), kafka],
            "there",
            /Kafka confluent\/kafka is there/,
        ],
        [
            "a link that its source calls from",
            withSpec("ClusterLink", "a", {
                sourceInitiatedLink: { linkMode: "Source" },
                destinationKafkaCluster: { kafkaRestClassRef: named("here") },
                sourceKafkaCluster: { kafkaRestClassRef: named("there") },
            }),
            [restClass({}, "here"), kafka],
            "gone",
            /KafkaRestClass confluent\/there/,
        ],
        ["a class", restClass({ kafkaClusterRef: named("kafka") }), [kafka], "there", /Kafka confluent\/kafka/],
        ["a class without Kafka", restClass(), [], "gone", /no Kafka in/],
        [
            "an exporter, of the registry that it exports from",
            withSpec("SchemaExporter", "a", {
                sourceCluster: { schemaRegistryClusterRef: named("old") },
                destinationCluster: { schemaRegistryClusterRef: named("schemaregistry") },
            }),
            [registry],
            "gone",
            /SchemaRegistry confluent\/old that it names is gone/,
        ],
        [
            "an importer, of the registry that it imports into",
            withSpec("SchemaImporter", "a", {
                sourceCluster: { schemaRegistryRest: { endpoint: "https://away" } },
                destinationCluster: { schemaRegistryClusterRef: named("schemaregistry") },
            }),
            [registry],
            "there",
            /SchemaRegistry confluent\/schemaregistry is there/,
        ],
        [
            "a Flink application whose class is gone",
            withSpec("FlinkApplication", "a", { cmfRestClassRef: named("cmf") }),
            [],
            "gone",
            /CMFRestClass confluent\/cmf that it names is gone/,
        ],
        [
            "a Flink environment, whose manager is at an address",
            withSpec("FlinkEnvironment", "a", {}),
            [withSpec("CMFRestClass", "default", { cmfRest: { endpoint: "https://cmf" } })],
            "unknown",
            /CMFRestClass is at https:\/\/cmf/,
        ],
    ]);

    it("knows every kind that is inside a component, and leaves what could not be read", () => {
        const inside = confluentKinds.filter(({ family }) => family === "content" || family === "flink");
        for (const { kind } of [...inside, { kind: "KafkaRestClass" }]) {
            const need = needOf(withSpec(kind, "a", {}), facts({ confluent: undefined }));
            assert.equal(need?.state, "unknown", kind);
        }
        for (const { kind } of confluentKinds.filter(({ family }) => family === "component"))
            assert.equal(needOf(withSpec(kind, "a", {}), facts({})), undefined, kind);
    });

    it("removes the finalizers from everything that the sweeper drains, once the platform is gone and the operator is not", () => {
        const objects = contentKinds.map((kind) =>
            dying(kind, [`${kind.toLowerCase()}.finalizers.platform.confluent.io`]),
        );
        const findings = diagnose(facts({ objects, workloads: [operator] }));
        assert.deepEqual(
            findings.map(({ object, remedy }) => [object.kind, remedy?.action]),
            contentKinds.map((kind) => [kind, "removeFinalizer"]),
        );
    });

    it("has the same kinds as the sweeper", async () => {
        const sweeper = await import("../../../../gitops/platform/base/sweeper/contents.mjs");
        assert.deepEqual([...contentKinds].sort(), sweeper.contentKinds.map(({ kind }) => kind).sort());
    });
});
