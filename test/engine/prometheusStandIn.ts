import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A stand-in for Prometheus at 127.0.0.1: it has no metrics, and answers an instant query by what a test has set for it, as
 * https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries describes. promtool checks the queries themselves.
 */
export interface PrometheusStandIn {
    /** `http://127.0.0.1:PORT`. */
    url: string;
    /** Every query that it got, in their order. */
    asked: string[];
    /** The value for a query; undefined for a result without any series. */
    answer: (query: string) => number | undefined;
    stop(): Promise<void>;
}

export async function startPrometheusStandIn(): Promise<PrometheusStandIn> {
    const standIn: PrometheusStandIn = { url: "", asked: [], answer: () => undefined, stop: () => Promise.resolve() };
    const server = createServer((request, response) => {
        void queryOf(request).then((query) => {
            standIn.asked.push(query);
            const value = standIn.answer(query);
            const result = value === undefined ? [] : [{ metric: {}, value: [Date.now() / 1000, String(value)] }];
            response.setHeader("Content-Type", "application/json");
            response.end(JSON.stringify({ status: "success", data: { resultType: "vector", result } }));
        });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    standIn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    standIn.stop = async () => {
        server.close();
        server.closeAllConnections();
        await once(server, "close");
    };
    return standIn;
}

/** From the body of a POST, as Prometheus' client for Go sends it, or from a URL. Another path has none, and so no series. */
async function queryOf(request: IncomingMessage): Promise<string> {
    let body = "";
    for await (const part of request) body += String(part);
    const { pathname, searchParams } = new URL(request.url ?? "", "http://127.0.0.1");
    if (pathname !== "/api/v1/query") return `not /api/v1/query, but ${pathname}`;
    return new URLSearchParams(body).get("query") ?? searchParams.get("query") ?? "";
}
