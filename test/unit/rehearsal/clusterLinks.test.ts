import assert from "node:assert/strict";
import type { KubernetesApi, KubernetesObject } from "../../../kubernetes";
import { ClusterLinks } from "../../../rehearsal/operator/clusterLinks";
import { dependenciesAnnotation } from "../../../rehearsal/operator/links";
import { KafkaCluster, type KafkaRest, serveKafkaRest } from "../../../rehearsal/standIns/kafka";

type State = "PAUSE" | "PROMOTE" | "FAILOVER";
const literal = (filterType: string, name: string) => ({ filterType, name, patternType: "LITERAL" });

describe("the simulated operator's cluster links, in a simulated Kafka", () => {
    let [here, there] = [new KafkaCluster("here"), new KafkaCluster("there")];
    let rest: KafkaRest;
    let links: KubernetesObject[];
    let operator: ClusterLinks;

    beforeEach(async () => {
        [here, there] = [new KafkaCluster("here"), new KafkaCluster("there")];
        rest = await serveKafkaRest(here, { "there:9092": there });
        links = [link()];
        there.produce("orders", "one", "two");
        there.produce("_own", "is not mirrored");
        const api = {
            list: () => Promise.resolve(links),
            merge: (_kind: object, _namespace: string, _name: string, { status }: { status: object }) => {
                for (const one of links) one.status = { ...(one.status as object), ...status };
                return Promise.resolve();
            },
        };
        operator = new ClusterLinks(api as unknown as KubernetesApi, rest.url);
    });
    afterEach(() => rest.close());

    const link = (): KubernetesObject => ({
        apiVersion: "platform.confluent.io/v1beta1",
        kind: "ClusterLink",
        metadata: { name: "from-there", namespace: "team", annotations: { [dependenciesAnnotation]: "ready" } },
        spec: {
            sourceKafkaCluster: { bootstrapEndpoint: "there:9092", clusterID: "there" },
            mirrorTopicOptions: {
                autoCreateTopics: {
                    enabled: true,
                    topicFilters: [literal("INCLUDE", "*"), { ...literal("EXCLUDE", "_"), patternType: "PREFIXED" }],
                },
            },
        },
    });

    /** What the status says of each topic, once the operator has done what Git tells it of `orders`. */
    const after = async (state?: State): Promise<Record<string, string>> => {
        for (const { spec } of links)
            Object.assign(spec as object, state && { mirrorTopics: [{ name: "orders", state }] });
        await operator.play();
        const { mirrorTopics } = links[0]?.status as { mirrorTopics: Record<string, { status: string }> };
        return Object.fromEntries(Object.entries(mirrorTopics).map(([topic, { status }]) => [topic, status]));
    };

    it("mirrors what a link's filters include, and nothing whose name is taken", async () => {
        here.produce("users", "is here already");
        there.produce("users", "would be another topic");
        assert.deepEqual(await after(), { orders: "ACTIVE" });
        assert.deepEqual(here.messagesOf("orders"), ["one", "two"]);
        assert.deepEqual(here.messagesOf("users"), ["is here already"]);
        assert.throws(() => here.produce("orders", "three"), /is a mirror topic/);
    });

    it("promotes a topic once everything is copied, and the source is available", async () => {
        here.fetches = false;
        assert.deepEqual(await after("PROMOTE"), { orders: "PENDING_STOPPED" });
        [here.fetches, there.isUp] = [true, false];
        assert.deepEqual(await after("PROMOTE"), { orders: "PENDING_STOPPED" });
        there.isUp = true;
        assert.deepEqual(await after("PROMOTE"), { orders: "STOPPED" });
        here.produce("orders", "three");
    });

    it("fails a topic over without its source, even if a promotion waits for it", async () => {
        here.fetches = false;
        await after();
        there.isUp = false;
        assert.deepEqual(await after(), { orders: "ACTIVE" }, "nobody has noticed");
        here.hasNoticed = true;
        assert.deepEqual(await after(), { orders: "SOURCE_UNAVAILABLE" });
        assert.deepEqual(await after("PROMOTE"), { orders: "PENDING_STOPPED" });
        assert.deepEqual(await after("FAILOVER"), { orders: "STOPPED" });
        assert.deepEqual(await after("PROMOTE"), { orders: "STOPPED" }, "it stays that");
        there.isUp = true;
        await after();
        assert.deepEqual(here.messagesOf("orders"), [], "what was not copied is lost");
    });

    it("pauses a topic, deletes a link with its object, and keeps the topic", async () => {
        assert.deepEqual(await after(), { orders: "ACTIVE" });
        assert.deepEqual(await after("PAUSE"), { orders: "PAUSED" });
        there.produce("orders", "three");
        links = [];
        await operator.play();
        assert.deepEqual([...here.links.keys()], []);
        assert.deepEqual(here.messagesOf("orders"), ["one", "two"]);
    });
});
