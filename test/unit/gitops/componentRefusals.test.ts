import assert from "node:assert/strict";
import { problemsOf } from "../../componentProblems";
import { withComponentsOn } from "../../components";

interface BadEdit {
    overlay?: string;
    components: string[];
    /** A patch of one object, as YAML: its kind, its name and its spec. */
    patch?: [kind: string, name: string, spec: string];
    /** File, object and why, in each problem's own words, and what to do. */
    says: RegExp[];
}

const badEdits: Record<string, BadEdit> = {
    "a topic without the KafkaRestClass that it names": {
        components: ["connect-plugins", "connector-datagen"],
        says: [
            /KafkaTopic pageviews \(\S*connector-datagen\/topic\.yaml\) whose kafkaRestClassRef names the KafkaRestClass default.*add - \.\.\/\.\.\/components\/kafka-rest-class/,
        ],
    },
    "a link without it": {
        components: ["cluster-link"],
        says: [
            /ClusterLink from-source .* whose destinationKafkaCluster\.kafkaRestClassRef names the KafkaRestClass default/,
        ],
    },
    "a connector without its plug-in": {
        components: ["kafka-rest-class", "connector-s3-sink"],
        says: [
            /Connector s3-sink \(\S*connector-s3-sink\/connector\.yaml\) of class io\.confluent\.connect\.s3\.S3SinkConnector, but Connect connect \(\S*\) does not have the plug-in kafka-connect-s3, .*; add - \.\.\/\.\.\/components\/connect-plugins/,
        ],
    },
    "a connector that the list of an image's plug-ins does not have": {
        components: ["kafka-rest-class", "connect-image", "connector-datagen"],
        patch: [
            "Connect",
            "connect",
            "{}\n      metadata: { name: connect, annotations: { confluent-gitops/plugins: kafka-connect-s3 } }",
        ],
        says: [/Connector datagen-pageviews .* does not have the plug-in kafka-connect-datagen/],
    },
    "two ways to reach one listener": {
        overlay: "eks",
        components: ["nodeport", "load-balancer"],
        says: [
            /Kafka kafka \(\S*base\/kafka\.yaml\) whose spec\.listeners\.external\.externalAccess has nodePort and loadBalancer, with the type loadBalancer: a listener has only one kind of external access; keep one/,
        ],
    },
    "three of them": {
        overlay: "eks-internal",
        components: ["nodeport", "host-routing"],
        says: [
            /has nodePort and staticForHostBasedRouting and loadBalancer, with the type loadBalancer/,
            /has TLS, but its load balancer terminates TLS and connects without it/,
        ],
    },
    "more copies of a topic than brokers": {
        overlay: "eks",
        components: ["kafka-rest-class", "connect-plugins", "connector-datagen"],
        patch: ["KafkaTopic", "pageviews", "{ replicas: 4 }"],
        says: [
            /KafkaTopic pageviews \(\S*topic\.yaml\) with spec\.replicas 4, but Kafka has 3 brokers; set spec\.replicas to 3 or less/,
        ],
    },
    "internal topics of a component that is added below what sizes it": {
        components: ["ksqldb"],
        patch: ["KsqlDB", "ksqldb", "{ internalTopicReplicationFactor: 3 }"],
        says: [/KsqlDB ksqldb \(\S*\) with spec\.internalTopicReplicationFactor 3, but Kafka has 1 broker/],
    },
    "a setting of Kafka's beyond its brokers": {
        components: [],
        patch: [
            "Kafka",
            "kafka",
            "{ configOverrides: { server: [min.insync.replicas=1, offsets.topic.replication.factor=3] } }",
        ],
        says: [
            /Kafka kafka .* with configOverrides\.server offsets\.topic\.replication\.factor 3, but Kafka has 1 broker/,
        ],
    },
    "an address of a component that is not there": {
        components: [],
        patch: [
            "ControlCenter",
            "controlcenter-next-gen",
            "{ dependencies: { ksqldb: [{ name: ksqldb, url: 'http://ksqldb:8088' }] } }",
        ],
        says: [
            /ControlCenter controlcenter-next-gen \(\S*\) whose dependencies\.ksqldb\.url names ksqldb, which is not in the overlay: .*; add - \.\.\/\.\.\/components\/ksqldb to its components/,
        ],
    },
    "a connector of a Connect that is not there": {
        components: ["kafka-rest-class", "connect-plugins", "connector-datagen"],
        patch: ["Connector", "datagen-pageviews", "{ connectClusterRef: { name: workers } }"],
        says: [
            /Connector datagen-pageviews .* whose connectClusterRef names the Connect workers, which is not in the overlay/,
        ],
    },
    "controllers that are not there": {
        components: [],
        patch: ["Kafka", "kafka", "{ dependencies: { kRaftController: { clusterRef: { name: other } } } }"],
        says: [/Kafka kafka .* whose dependencies\.kRaftController\.clusterRef names the KRaftController other/],
    },
    "a Replicator without a destination": {
        components: ["replicator"],
        patch: ["Connector", "replicator", "{ configs: { dest.kafka.bootstrap.servers: null } }"],
        says: [
            /Connector replicator \(\S*replicator\/connector\.yaml\), a Replicator that does not set its destination \(configs dest\.kafka\.bootstrap\.servers\); set both/,
        ],
    },
    "a Replicator of a cluster onto itself": {
        components: ["replicator"],
        patch: ["Connector", "replicator", "{ configs: { src.kafka.bootstrap.servers: 'kafka:9071' } }"],
        says: [/a Replicator that copies from "kafka:9071" to the same cluster/],
    },
};

describe("a bad edit of the platform's components", () => {
    for (const [title, { overlay = "dev", components, patch, says }] of Object.entries(badEdits)) {
        it(`${says.length > 0 ? "is refused: " : ""}${title}`, async () => {
            const more = patch ? patchOf(...patch) : "";
            const problems = await withComponentsOn(overlay, components, problemsOf, more);
            assert.equal(problems.length, says.length, problems.join("\n"));
            for (const [index, pattern] of says.entries()) assert.match(problems[index] ?? "", pattern);
        });
    }

    it("is refused: ksqlDB without Schema Registry, whose queries are in a format with schemas", async () => {
        const more = `${patchOf("KsqlDB", "ksqldb", "{ dependencies: { schemaRegistry: null } }")}configMapGenerator:\n  - { name: more, literals: ["a.sql=CREATE STREAM s WITH (VALUE_FORMAT = 'AVRO')"] }\n`;
        const [problem = "", ...others] = await withComponentsOn("dev", ["ksqldb"], problemsOf, more);
        assert.deepEqual(others, []);
        assert.match(
            problem,
            /KsqlDB ksqldb \(\S*\) without dependencies\.schemaRegistry, but queries in the format AVRO/,
        );
    });

    for (const component of ["ksqldb", "connect-plugins"]) {
        it(`is refused: ${component} twice, with the overlay's file and the line`, async () => {
            const [problem = "", ...others] = await withComponentsOn("dev", [component, component], problemsOf);
            assert.deepEqual(others, []);
            assert.ok(problem.includes(`/components/${component} twice in its components; remove one`), problem);
        });
    }
});

const patchOf = (kind: string, name: string, spec: string): string =>
    `patches:\n  - patch: |-\n      apiVersion: platform.confluent.io/v1beta1\n      kind: ${kind}\n${spec.includes("metadata:") ? "" : `      metadata: { name: ${name} }\n`}      spec: ${spec}\n`;
