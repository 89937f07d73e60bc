import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { lagsIn } from "../../../../commands/failover/lags";
import { Rest } from "../../../../commands/export/rest";
import { answerTo } from "../../../commandLine";
import { link } from "./world";

// As a real one answers (https://docs.confluent.io/cloud/current/ccloud/list-kafka-mirror-topics-under-link/).
const mirror = (topic: string, status: string, ...lags: (readonly [lag: number, fetched: number])[]) => ({
    kind: "KafkaMirrorData",
    link_name: "from-source",
    mirror_topic_name: topic,
    source_topic_name: topic,
    num_partitions: lags.length,
    mirror_lags: lags.map(([lag, fetched], partition) => ({ partition, lag, last_source_fetch_offset: fetched })),
    mirror_status: status,
});

describe("npx confluent-gitops failover, and Kafka's REST API", () => {
    let server: Server;
    let answers: Record<string, unknown>;
    const path = "/kafka/v3/clusters/c%201/links/from-source/mirrors";
    before(async () => {
        server = createServer(({ url = "" }, response) => {
            const body = answers[url];
            response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
            response.end(JSON.stringify(body ?? {}));
        }).listen(0, "127.0.0.1");
        await once(server, "listening");
    });
    after(() => server.close());
    const ask = (data?: object[], of = link({ orders: "ACTIVE" })) => {
        answers = { "/kafka/v3/clusters": { data: [{ cluster_id: "c 1" }] }, ...(data && { [path]: { data } }) };
        const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        return lagsIn(new Rest("--kafka-rest", at, "KAFKA_REST", {}), of);
    };

    it("adds up what each topic is missing, and knows its worst partition", async () => {
        const lags = await ask([mirror("orders", "active", [3, 10], [0, 7], [9, 20]), mirror("empty", "STOPPED")]);
        assert.deepEqual(lags.get("orders"), {
            status: "ACTIVE",
            messages: 12,
            worst: { partition: 2, messages: 9, fetched: 20 },
        });
        assert.deepEqual(lags.get("empty"), { status: "STOPPED", messages: 0, worst: undefined });
    });

    it("does not mistake an answer without lags for one without a lag", async () => {
        const { mirror_lags: _, ...without } = mirror("orders", "ACTIVE");
        await assert.rejects(ask([without]), /says nothing of how far orders of link from-source is behind/);
    });

    it("says so if the API does not know a link that mirrors something", () =>
        assert.rejects(ask(), /knows no link from-source: is --kafka-rest an address of the cluster that takes over/));

    it("has no lags for a link that the operator has not created yet", async () =>
        assert.equal((await ask(undefined, link({}))).size, 0));

    for (const [words, says] of [
        [["--back", "dr-standby"], /--back takes the primary's stack, and --stack the standby's: both are dr-standby/],
        [["--client-key", "key.pem"], /--client-certificate and --client-key belong together/],
        [["--kafka-rest", "localhost:8090"], /--kafka-rest takes an address such as https:\/\/localhost:8090/],
    ] as const) {
        it(`refuses ${words.join(" ")} before it asks anybody`, async () => {
            const { status, stderr } = await answerTo(["failover", "--stack", "dr-standby", ...words]);
            assert.equal(status, 2);
            assert.match(stderr, says);
        });
    }
});
