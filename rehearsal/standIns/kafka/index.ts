import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import type { KafkaCluster, MirrorVerb, TopicFilter } from "./cluster";

export { KafkaCluster } from "./cluster";

/** The part of Kafka's REST API about links, of one cluster. */
export interface KafkaRest {
    /** `http://127.0.0.1:PORT`. */
    url: string;
    close(): Promise<void>;
}

interface Answer {
    status: number;
    body?: object;
}

/**
 * Serves what the simulated operator and `failover` ask: the paths and fields of
 * https://docs.confluent.io/cloud/current/api.html (Cluster Linking (v3)), without users and errors.
 *
 * @param addresses the other clusters, by the `bootstrap.servers` of a link
 */
export async function serveKafkaRest(
    cluster: KafkaCluster,
    addresses: Readonly<Record<string, KafkaCluster>>,
): Promise<KafkaRest> {
    const server = createServer((request, response) => {
        // Like a region that is gone: no answer at all.
        if (!cluster.isUp) return void request.socket.destroy();
        void answerTo(request, cluster, addresses).then(({ status, body }) => {
            response.writeHead(status, { "content-type": "application/json" });
            response.end(body && JSON.stringify(body));
        });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return {
        url: `http://127.0.0.1:${port}`,
        close: () => new Promise((closed) => server.close(() => closed()).closeAllConnections()),
    };
}

const path = /^\/kafka\/v3\/clusters\/([^/]+)\/links(?:\/([^/]+?)(?:\/(mirrors)(?::(\w+))?)?)?$/;

async function answerTo(
    request: IncomingMessage,
    cluster: KafkaCluster,
    addresses: Readonly<Record<string, KafkaCluster>>,
): Promise<Answer> {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    if (pathname === "/kafka/v3/clusters") return ok([{ cluster_id: cluster.id }]);
    const [, id, link, mirrors, verb] = path.exec(pathname) ?? [];
    if (id !== cluster.id || (link && !cluster.links.has(link))) return { status: 404 };
    const body = request.method === "POST" ? ((await json(request)) as Body) : {};
    switch (`${request.method} ${link ? "LINK" : "links"} ${mirrors ?? ""}`) {
        case "GET links ":
            return ok([...cluster.links.keys()].map((link_name) => ({ link_name })));
        case "POST links ": {
            const settings = Object.fromEntries((body.configs ?? []).map(({ name, value }) => [name, value]));
            const source = addresses[settings["bootstrap.servers"] ?? ""];
            if (!source) return { status: 400 };
            const { topicFilters = [] } = JSON.parse(settings["auto.create.mirror.topics.filters"] ?? "{}") as Filters;
            const autoCreate = settings["auto.create.mirror.topics.enable"] === "true";
            cluster.links.set(searchParams.get("link_name") ?? "", { source, autoCreate, filters: topicFilters });
            return { status: 201 };
        }
        case "DELETE LINK ":
            cluster.links.delete(link ?? "");
            return { status: 204 };
        case "GET LINK mirrors":
            return ok(
                cluster.mirrorsOf(link ?? "").map(({ topic, status, messages, ofSource }) => ({
                    mirror_topic_name: topic,
                    source_topic_name: topic,
                    mirror_status: status,
                    mirror_lags: [{ partition: 0, lag: ofSource - messages, last_source_fetch_offset: messages }],
                })),
            );
        default:
            if (body.source_topic_name) cluster.mirror(link ?? "", body.source_topic_name);
            for (const topic of body.mirror_topic_names ?? []) cluster.tell(link ?? "", topic, verb as MirrorVerb);
            return ok([]);
    }
}

interface Body {
    configs?: { name: string; value: string }[];
    source_topic_name?: string;
    mirror_topic_names?: string[];
}

interface Filters {
    topicFilters?: TopicFilter[];
}

const ok = (data: object[]): Answer => ({ status: 200, body: { data } });
