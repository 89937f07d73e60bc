import { Agent, request } from "node:https";
import type { Connection } from "./connection";
import { errorOf, KubernetesError } from "./error";

const timeoutMs = 60_000;

export interface Request {
    method: "GET" | "PATCH" | "DELETE";
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
    text(asked: Request): Promise<string> {
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
            const unreachable = (error: Error) =>
                reject(
                    new KubernetesError(`${asked.what}: no answer from ${this.connection.url}: ${error.message}`, 0),
                );
            const sent = request(url, { agent: this.agent, method: asked.method, headers }, (answer) => {
                const chunks: Buffer[] = [];
                answer.on("data", (chunk: Buffer) => chunks.push(chunk));
                answer.on("error", unreachable);
                answer.on("end", () => {
                    const text = Buffer.concat(chunks).toString("utf8");
                    const code = answer.statusCode ?? 0;
                    if (code >= 200 && code < 300) resolve(text);
                    else reject(errorOf(asked.what, code, text));
                });
            });
            sent.setTimeout(timeoutMs, () => sent.destroy(new Error(`nothing in ${timeoutMs / 1000} s`)));
            sent.on("error", unreachable);
            sent.end(body);
        });
    }

    async json<T>(asked: Request): Promise<T> {
        return JSON.parse(await this.text(asked)) as T;
    }

    /** Ends the kept connections. Those that are open and idle do not keep a process alive. */
    close(): void {
        this.agent.destroy();
    }
}
