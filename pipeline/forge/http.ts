import { UsageError } from "../../base/error";

/** A request that a forge refused, or that did not reach it. Its message never holds the token. */
export class ForgeError extends UsageError {
    constructor(
        message: string,
        /** HTTP status; undefined where there was no answer. */
        readonly status?: number,
    ) {
        super(message);
    }
}

export interface HttpOptions {
    /** Of the API, without a slash at its end. */
    url: string;
    /** Sent with every request: authorisation, versions. */
    headers: Record<string, string>;
    /** What to do about an answer of 401, 403 or 404. */
    advice: string;
}

type Method = "GET" | "POST" | "PATCH" | "PUT";

const limitMs = 30_000;

/** JSON over HTTP with one server; it follows no redirect, which would take the token elsewhere. */
export class Http {
    constructor(private readonly options: HttpOptions) {}

    async json<T>(method: Method, path: string, body?: unknown): Promise<T> {
        return (await (await this.send(method, `${this.options.url}${path}`, body)).json()) as T;
    }

    /** All pages of a list, as `Link` headers lead from one to the next (RFC 8288). @param path with its query */
    async all<T>(path: string): Promise<T[]> {
        const items: T[] = [];
        for (let next: string | undefined = `${this.options.url}${path}`; next;) {
            const response = await this.send("GET", next);
            items.push(...((await response.json()) as T[]));
            next = this.nextOf(response);
        }
        return items;
    }

    private nextOf(response: Response): string | undefined {
        const next = /<([^>]+)>\s*;[^,]*\brel="?next"?/.exec(response.headers.get("link") ?? "")?.[1];
        if (next && new URL(next).origin !== new URL(this.options.url).origin) {
            throw new ForgeError(`The next page is said to be on ${new URL(next).origin}, which is not asked.`);
        }
        return next;
    }

    private async send(method: Method, url: string, body?: unknown): Promise<Response> {
        const what = `${method} ${new URL(url).pathname}`;
        const response = await fetch(url, {
            method,
            redirect: "error",
            signal: AbortSignal.timeout(limitMs),
            headers: {
                "user-agent": "confluent-gitops",
                accept: "application/json",
                ...(body !== undefined && { "content-type": "application/json" }),
                ...this.options.headers,
            },
            ...(body !== undefined && { body: JSON.stringify(body) }),
        }).catch((error: Error) => {
            const cause = error.cause instanceof Error ? error.cause.message : error.message;
            throw new ForgeError(`${what}: ${new URL(url).host} does not answer (${cause}).`);
        });
        if (response.ok) return response;
        const said = messageIn(await response.text());
        const advice = [401, 403, 404].includes(response.status) ? ` ${this.options.advice}` : "";
        throw new ForgeError(`${what} was refused with ${response.status}${said}.${advice}`, response.status);
    }
}

/** What the server says of a refusal, in a line; nothing where it is a page for a browser. */
function messageIn(text: string): string {
    try {
        const { message, error } = JSON.parse(text) as { message?: unknown; error?: unknown };
        const said = message ?? error;
        return said ? `: ${(typeof said === "string" ? said : JSON.stringify(said)).slice(0, 300)}` : "";
    } catch {
        return "";
    }
}
