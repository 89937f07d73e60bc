import { randomUUID } from "node:crypto";
import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { RequestError } from "@octokit/request-error";
import { UsageError } from "../../base/error";

/** A request that a forge refused, or that did not reach it. Its message never holds the token. */
export class ForgeError extends UsageError {}

export interface HttpOptions {
    /** Of the API, without a slash at its end. */
    url: string;
    /** Sent with every request: authorization, versions. */
    headers?: Record<string, string>;
    /** What to do about an answer of 401, 403 or 404. */
    advice: string;
    /** How long a second of waiting between two tries is. Default: 1000. */
    secondMs?: number;
}

const limitMs = 30_000;
/** A limit of the rate that lasts longer fails the job; it can be run again. */
const patienceSeconds = 120;

const Client = Octokit.plugin(paginateRest, throttling, retry);
export type Http = InstanceType<typeof Client>;

/**
 * Requests to one server, which is the only one that gets the token: it follows no redirect, and no page of a list elsewhere.
 * What may be asked twice is tried again where the server fails or does not answer; a limit of the rate is waited for.
 */
export function httpOf({ url, headers, advice, secondMs = 1000 }: HttpOptions): Http {
    const isWaitedFor = (seconds: number, _asked: object, _http: unknown, times: number) =>
        seconds <= patienceSeconds && times < 2;
    const http = new Client({
        baseUrl: url,
        userAgent: "confluent-gitops",
        request: {
            fetch: (to: string, request: RequestInit) =>
                fetch(to, { ...request, redirect: "manual", signal: AbortSignal.timeout(limitMs) }),
        },
        retry: { retryAfterBaseValue: secondMs },
        throttle: {
            id: randomUUID(),
            retryAfterBaseValue: secondMs,
            onRateLimit: isWaitedFor,
            onSecondaryRateLimit: isWaitedFor,
        },
    });
    http.hook.wrap("request", async (request, options) => {
        const { origin } = new URL(options.url, url);
        if (origin !== new URL(url).origin)
            throw new ForgeError(`The next page is said to be on ${origin}, which is not asked.`);
        Object.assign(options.headers, headers);
        // Made twice, a comment would be there twice.
        if (options.method === "POST") options.request.retries = 0;
        const response = await Promise.resolve(request(options)).catch((error: unknown) => {
            throw error instanceof RequestError ? refused(error, advice) : error;
        });
        const what = `${options.method} ${new URL(response.url).pathname}`;
        if (response.status >= 300) {
            const { origin } = new URL(response.headers.location ?? "", response.url);
            throw new ForgeError(`${what} was sent on to ${origin}, which is not followed: is ${url} the API?`);
        }
        if (typeof response.data !== "object")
            throw new ForgeError(`${what} was not answered with JSON: is ${url} the API?`);
        return response;
    });
    return http;
}

function refused({ request, response, status, message }: RequestError, advice: string): ForgeError {
    const { pathname, host } = new URL(request.url);
    const what = `${request.method} ${pathname}`;
    if (!response) return new ForgeError(`${what}: ${host} does not answer (${message}).`);
    const said = messageIn(response.data);
    const isAbout = [401, 403, 404].includes(status) && !/rate limit/i.test(said);
    return new ForgeError(`${what} was refused with ${status}${said}.${isAbout ? ` ${advice}` : ""}`);
}

/** What the server says of a refusal, in a line; nothing where it is a page for a browser. */
function messageIn(data: unknown): string {
    const { message, error } = Object(data) as { message?: unknown; error?: unknown };
    const said = message ?? error;
    return said ? `: ${(typeof said === "string" ? said : JSON.stringify(said)).slice(0, 300)}` : "";
}
