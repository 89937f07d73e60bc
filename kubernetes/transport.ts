import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { text as textOf } from "node:stream/consumers";
import type { Connection } from "./connection";
import { errorOf, KubernetesError } from "./error";

const timeoutMs = 60_000;

export interface Request {
    method: "GET" | "POST" | "PATCH" | "DELETE";
    /** With the leading slash. */
    path: string;
    query?: Record<string, string | undefined>;
    body?: unknown;
    /** Default: application/json. */
    contentType?: string;
    /** What an error says was tried, such as `apply Kafka confluent/kafka`. */
    what: string;
}

/** HTTPS to one API server, with connections kept open. */
export class Transport {
    private readonly agent: Agent;

    constructor(private readonly connection: Connection) {
        this.agent = new Agent({
            keepAlive: true,
            ca: connection.ca,
            cert: connection.clientCertificate,
            key: connection.clientKey,
            servername: connection.serverName,
            rejectUnauthorized: !connection.insecure,
        });
    }

    /** The answer's text. @throws KubernetesError where the server refuses or does not answer. */
    async text(asked: Request): Promise<string> {
        const answer = await this.send(asked);
        const text = await textOf(answer).catch((error: Error) => Promise.reject(this.unreachable(asked, error)));
        const code = answer.statusCode ?? 0;
        if (code < 200 || code >= 300) throw errorOf(asked.what, code, text);
        return text;
    }

    /**
     * An answer that goes on: each of its lines as it comes.
     *
     * @throws KubernetesError where the server refuses, or else an Error where the answer breaks off.
     */
    async *lines(asked: Request, signal: AbortSignal): AsyncGenerator<string> {
        const answer = await this.send(asked, signal);
        const code = answer.statusCode ?? 0;
        if (code < 200 || code >= 300) throw errorOf(asked.what, code, await textOf(answer));
        let rest = "";
        // An answer that breaks off throws here; a readline interface would wait for more of it forever.
        for await (const chunk of answer.setEncoding("utf8")) {
            const lines = (rest + (chunk as string)).split("\n");
            rest = lines.pop() ?? "";
            yield* lines.filter(Boolean);
        }
    }

    private send(asked: Request, signal?: AbortSignal): Promise<IncomingMessage> {
        const url = new URL(this.connection.url + asked.path);
        for (const [key, value] of Object.entries(asked.query ?? {})) if (value) url.searchParams.set(key, value);
        const body = asked.body === undefined ? undefined : JSON.stringify(asked.body);
        const headers: Record<string, string | number> = { accept: "application/json" };
        if (this.connection.token) headers.authorization = `Bearer ${this.connection.token}`;
        if (body !== undefined) {
            headers["content-type"] = asked.contentType ?? "application/json";
            headers["content-length"] = Buffer.byteLength(body);
        }
        return new Promise((resolve, reject) => {
            const sent = request(url, { agent: this.agent, method: asked.method, headers, signal }, resolve);
            if (!signal) sent.setTimeout(timeoutMs, () => sent.destroy(new Error(`nothing in ${timeoutMs / 1000} s`)));
            sent.on("error", (error) => reject(this.unreachable(asked, error)));
            sent.end(body);
        });
    }

    private readonly unreachable = ({ what }: Request, error: Error): KubernetesError =>
        new KubernetesError(`${what}: no answer from ${this.connection.url}: ${error.message}`, 0);

    async json<T>(asked: Request): Promise<T> {
        return JSON.parse(await this.text(asked)) as T;
    }

    /** Ends the kept connections. Those that are open and idle do not keep a process alive. */
    close(): void {
        this.agent.destroy();
    }
}
