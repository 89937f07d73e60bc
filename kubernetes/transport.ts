import { type Agent, type IncomingMessage, type OutgoingHttpHeaders, request as requestByHttp } from "node:http";
import { request as requestByHttps } from "node:https";
import { checkServerIdentity, type ConnectionOptions } from "node:tls";
import { text as textOf } from "node:stream/consumers";
import { agentFor } from "./agent";
import type { Connection } from "./connection";
import { errorOf, KubernetesError } from "./error";

const timeoutMs = 60_000;
const keepAliveMs = 30_000;

/**
 * Whether the server has closed the connection. A kept connection may be closed just as it is used again: Kubernetes' API
 * server closes those that are idle for 90 s (`IdleTimeout` in its `secure_serving.go`). Requests that may be repeated are
 * then repeated, as Go's net/http does it, and so kubectl.
 */
const isEnd = ({ code }: NodeJS.ErrnoException): boolean => code === "ECONNRESET" || code === "EPIPE";

export interface Request {
    method: "GET" | "POST" | "PATCH" | "DELETE";
    /** With the leading slash. */
    path: string;
    query?: Record<string, string | undefined>;
    body?: unknown;
    /** Default: application/json. */
    contentType?: string;
    /** The request, for errors, such as `apply Kafka confluent/kafka`. */
    what: string;
}

/** HTTPS to one API server, with connections that are kept open, or HTTP to one without TLS, such as `kubectl proxy`. */
export class Transport {
    private agent: Promise<Agent> | undefined;

    constructor(private readonly connection: Connection) {}

    /** The text of the response. @throws KubernetesError if the server refuses or doesn't answer */
    async text(asked: Request): Promise<string> {
        const answer = await this.send(asked);
        const text = await textOf(answer).catch((error: Error) => Promise.reject(this.unreachable(asked, error)));
        const code = answer.statusCode ?? 0;
        if (code < 200 || code >= 300) throw errorOf(asked.what, code, text);
        return text;
    }

    /**
     * A streaming response, line by line as it arrives.
     *
     * @throws KubernetesError if the server refuses, or another Error if the response breaks off
     */
    async *lines(asked: Request, signal: AbortSignal): AsyncGenerator<string> {
        const answer = await this.send(asked, signal);
        const code = answer.statusCode ?? 0;
        if (code < 200 || code >= 300) throw errorOf(asked.what, code, await textOf(answer));
        let rest = "";
        // A response that breaks off throws here; a readline interface would wait forever.
        for await (const chunk of answer.setEncoding("utf8")) {
            const lines = (rest + (chunk as string)).split("\n");
            rest = lines.pop() ?? "";
            yield* lines.filter(Boolean);
        }
    }

    private async send(asked: Request, signal?: AbortSignal): Promise<IncomingMessage> {
        const { url: base, token, headers: signIn, ca, clientCertificate: cert, clientKey: key } = this.connection;
        const url = new URL(base + asked.path);
        for (const [key, value] of Object.entries(asked.query ?? {})) if (value) url.searchParams.set(key, value);
        const body = asked.body === undefined ? undefined : JSON.stringify(asked.body);
        const headers: OutgoingHttpHeaders = { accept: "application/json", ...signIn };
        if (token) headers.authorization = `Bearer ${token}`;
        if (body !== undefined) {
            headers["content-type"] = asked.contentType ?? "application/json";
            headers["content-length"] = Buffer.byteLength(body);
        }
        const { serverName: servername, insecure } = this.connection;
        const tls: ConnectionOptions = {
            ...{ ca, cert, key, servername },
            rejectUnauthorized: !insecure,
            // Through a proxy, a server whose name is an address would be checked as `localhost`.
            checkServerIdentity: (_name, certificate) =>
                checkServerIdentity(servername ?? url.hostname.replace(/^\[|\]$/g, ""), certificate),
        };
        this.agent ??= agentFor(this.connection);
        const agent = await this.agent.catch((error: Error) => Promise.reject(this.unreachable(asked, error)));
        const request = url.protocol === "http:" ? requestByHttp : requestByHttps;
        return new Promise((resolve, reject) => {
            const sent = request(url, { ...tls, agent, method: asked.method, headers, signal }, resolve);
            // A streaming response may be silent for hours, so TCP keep-alive checks whether the peer still exists.
            if (signal) sent.on("socket", (socket) => socket.setKeepAlive(true, keepAliveMs));
            else sent.setTimeout(timeoutMs, () => sent.destroy(new Error(`nothing within ${timeoutMs / 1000} s`)));
            sent.on("error", (error: NodeJS.ErrnoException) => {
                if (sent.reusedSocket && asked.method !== "POST" && isEnd(error)) resolve(this.send(asked, signal));
                else reject(this.unreachable(asked, error));
            });
            sent.end(body);
        });
    }

    private readonly unreachable = ({ what }: Request, error: Error): KubernetesError =>
        new KubernetesError(`${what}: no answer from ${this.connection.url}: ${error.message}`, 0);

    async json<T>(asked: Request): Promise<T> {
        return JSON.parse(await this.text(asked)) as T;
    }

    /** Closes the kept connections. Open, idle ones don't keep a process alive. */
    close(): void {
        void this.agent?.then((agent) => agent.destroy());
    }
}
