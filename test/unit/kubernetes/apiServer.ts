import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { text } from "node:stream/consumers";

export interface Asked {
    method: string;
    /** Including the query. */
    url: string;
    headers: IncomingMessage["headers"];
    /** Names and values alternately, in their original order. */
    rawHeaders: string[];
    body: string;
}

export type Answer = (response: ServerResponse) => void;

export const json =
    (body: object, code = 200): Answer =>
    (response) =>
        void response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));

/** A server on loopback that records requests, and responds with the answer for `METHOD path`, otherwise 404. */
export async function playApiServer(answers: Record<string, Answer>) {
    const asked: Asked[] = [];
    const sockets = new Set<Socket>();
    const answer = async (request: IncomingMessage, response: ServerResponse) => {
        const { method = "", url = "", headers, rawHeaders } = request;
        asked.push({ method, url, headers, rawHeaders, body: await text(request) });
        const { pathname, searchParams } = new URL(url, "http://server");
        const key = `${method} ${pathname}${searchParams.has("watch") ? "?watch" : ""}`;
        const given = answers[key] ?? json({ kind: "Status", message: `there is no ${pathname}` }, 404);
        given(response);
    };
    const server = createServer((request, response) => void answer(request, response));
    server.on("connection", (socket) => sockets.add(socket));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return {
        asked,
        answers,
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        /** How many connections were opened. */
        connections: () => sockets.size,
        close: () => {
            for (const socket of sockets) socket.destroy();
            server.close();
        },
    };
}

const resource = (name: string, kind: string, namespaced = true) => ({
    name,
    kind,
    namespaced,
    verbs: ["list", "delete"],
});

/** A server's discovery of the kinds that these tests use. */
export const kinds: Record<string, Answer> = {
    "GET /api/v1": json({ resources: [resource("configmaps", "ConfigMap"), resource("pods", "Pod")] }),
    "GET /apis/rbac.authorization.k8s.io/v1": json({ resources: [resource("clusterroles", "ClusterRole", false)] }),
};
