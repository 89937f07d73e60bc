import assert from "node:assert/strict";
import type { KubernetesObject, ObjectMeta } from "../../../kubernetes";
import { hasLinks, linksOf } from "../../../rehearsal/operator/links";

const object = (kind: string, name: string, spec: object = {}, more: Partial<ObjectMeta> = {}): KubernetesObject => ({
    apiVersion: "platform.confluent.io/v1beta1",
    kind,
    metadata: { name, namespace: "team", uid: `uid-of-${name}`, ...more },
    spec,
});
const running = (kind: string, name: string, spec: object = {}, more: Partial<ObjectMeta> = {}): KubernetesObject => ({
    ...object(kind, name, spec, more),
    status: { phase: "RUNNING" },
});
const leaving = { deletionTimestamp: "2026-01-01T00:00:00Z" };
const dependencies = (one: KubernetesObject, ...others: KubernetesObject[]) =>
    linksOf(one, [one, ...others]).dependencies;

describe("the simulated operator's linker", () => {
    it("starts ZooKeeper and KRaft controllers at once, and Kafka after the one that it names", () => {
        assert.equal(dependencies(object("Zookeeper", "zookeeper")), "ready");
        assert.equal(dependencies(object("KRaftController", "kraft")), "ready");
        const onZookeeper = object("Kafka", "kafka", {
            dependencies: { zookeeper: { endpoint: "zk.team.svc:2181/k" } },
        });
        assert.equal(dependencies(onZookeeper), "waiting");
        assert.equal(dependencies(onZookeeper, object("Zookeeper", "zk")), "waiting", "it is there, but does not run");
        assert.equal(dependencies(onZookeeper, running("Zookeeper", "another")), "waiting");
        assert.equal(dependencies(onZookeeper, running("Zookeeper", "zk")), "ready");
        const clusterRef = { name: "kraft" };
        const onKraft = object("Kafka", "kafka", { dependencies: { kRaftController: { clusterRef } } });
        assert.equal(dependencies(onKraft, running("Zookeeper", "kraft")), "waiting");
        assert.equal(dependencies(onKraft, running("KRaftController", "kraft")), "ready");
        assert.equal(dependencies(object("Kafka", "kafka"), running("KRaftController", "any")), "ready");
    });

    it("starts what uses Kafka after it, and does not wait for one outside the cluster", () => {
        for (const kind of ["SchemaRegistry", "Connect", "KsqlDB", "KafkaRestProxy"]) {
            const on = (bootstrapEndpoint?: string) =>
                object(kind, "it", { dependencies: { kafka: { bootstrapEndpoint } } });
            assert.equal(dependencies(on("kafka:9071")), "waiting", kind);
            assert.equal(dependencies(on("kafka:9071"), running("Kafka", "kafka")), "ready", kind);
            assert.equal(dependencies(on(), running("Kafka", "any")), "ready", kind);
            assert.equal(dependencies(on("broker.example.com:9092")), "ready", kind);
            const other = running("Kafka", "kafka", {}, { namespace: "other" });
            assert.equal(dependencies(on("kafka:9071"), other), "waiting", kind);
            assert.equal(dependencies(on("kafka.other:9071"), other), "ready", kind);
        }
    });

    it("starts Control Center after Kafka, without the other dependencies that it names", () => {
        const spec = {
            dependencies: {
                kafka: { bootstrapEndpoint: "kafka:9071" },
                schemaRegistry: { url: "http://schemaregistry:8081" },
                connect: [{ name: "connect", url: "http://connect:8083" }],
            },
        };
        assert.equal(dependencies(object("ControlCenter", "controlcenter", spec)), "waiting");
        assert.equal(dependencies(object("ControlCenter", "controlcenter", spec), running("Kafka", "kafka")), "ready");
    });

    it("finds a topic's Kafka by its reference, by a KafkaRestClass, or as the only one", () => {
        const kafka = running("Kafka", "kafka");
        const restClass = object("KafkaRestClass", "rest", { kafkaClusterRef: { name: "kafka" } });
        assert.equal(dependencies(object("KafkaTopic", "t"), kafka), "ready");
        assert.equal(dependencies(object("KafkaTopic", "t", { kafkaClusterRef: { name: "other" } }), kafka), "waiting");
        const byClass = object("KafkaTopic", "t", { kafkaRestClassRef: { name: "rest" } });
        assert.equal(dependencies(byClass, kafka), "waiting", "the class is not there");
        assert.equal(dependencies(byClass, restClass), "waiting", "the Kafka is not there");
        assert.equal(dependencies(byClass, restClass, kafka), "ready");
    });

    it("makes a topic its Kafka's, a schema its registry's and a connector its Connect's, and nothing else anyone's", () => {
        const world = [
            running("Kafka", "kafka"),
            running("SchemaRegistry", "registry"),
            running("Connect", "connect"),
            ...["KafkaTopic", "Schema", "Connector", "ConfluentRolebinding"].map((kind) => object(kind, `a-${kind}`)),
        ];
        const owners = Object.fromEntries(world.map((one) => [one.kind, linksOf(one, world).ownerReferences]));
        const owner = (kind: string, name: string) => [
            {
                apiVersion: "platform.confluent.io/v1beta1",
                kind,
                name,
                uid: `uid-of-${name}`,
                controller: true,
                blockOwnerDeletion: true,
            },
        ];
        assert.deepEqual(owners, {
            Kafka: [],
            SchemaRegistry: [],
            Connect: [],
            ConfluentRolebinding: [],
            KafkaTopic: owner("Kafka", "kafka"),
            Schema: owner("SchemaRegistry", "registry"),
            Connector: owner("Connect", "connect"),
        });
    });

    it("sets no owner in another namespace, which the garbage collector would consider deleted", () => {
        const kafka = running("Kafka", "kafka", {}, { namespace: "other" });
        const topic = object("KafkaTopic", "t", { kafkaClusterRef: { name: "kafka", namespace: "other" } });
        assert.deepEqual(linksOf(topic, [topic, kafka]), { dependencies: "ready", ownerReferences: [] });
    });

    it("keeps a topic's owner when that is gone, and writes nothing if everything is as it should be", () => {
        const kafka = running("Kafka", "kafka");
        const topic = object("KafkaTopic", "t");
        const links = linksOf(topic, [topic, kafka]);
        assert.equal(hasLinks(topic, links), false);
        const annotations = { "rehearsal/dependencies": "ready" };
        const linked = object("KafkaTopic", "t", {}, { annotations, ownerReferences: links.ownerReferences });
        assert.equal(hasLinks(linked, links), true);
        assert.deepEqual(linksOf(linked, [linked]), { ...links, dependencies: "waiting" });
    });

    it("releases a topic only while its Kafka runs and is not being deleted", () => {
        const topic = object("KafkaTopic", "t", {}, leaving);
        assert.equal(dependencies(topic), "waiting");
        assert.equal(dependencies(topic, object("Kafka", "kafka")), "waiting");
        assert.equal(dependencies(topic, running("Kafka", "kafka", {}, leaving)), "waiting");
        assert.equal(dependencies(topic, running("Kafka", "kafka")), "ready");
    });

    it("releases connectors before their Connect, which serves them until then", () => {
        const connect = running("Connect", "connect", {}, leaving);
        const connector = object("Connector", "c", { connectClusterRef: { name: "connect" } }, leaving);
        const stranger = object("Connector", "s", { connectClusterRef: { name: "another" } });
        assert.equal(dependencies(connector, connect), "ready");
        assert.equal(dependencies(connect, connector, stranger), "waiting");
        assert.equal(dependencies(connect, stranger), "ready");
    });
});
