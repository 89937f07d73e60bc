import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { RequestError } from "@octokit/request-error";
import { UsageError } from "../../base/error";

/** A request that a forge refused, or that didn't reach it. Its message never contains the token. */
export class ForgeError extends UsageError {}

export interface HttpOptions {
    /** The URL of the API, without a trailing slash. */
    url: string;
    /** Sent with every request: authorization, versions. */
    headers?: Record<string, string>;
    /** What to do about a 401, 403 or 404. */
    advice: string;
    /** The length of a second of waiting between two tries, for tests. Default: 1000. */
    secondMs?: number;
}

const limitMs = 30_000;
/** A longer rate limit fails the job, which can be run again. */
const patienceSeconds = 120;
/** How often one request waits for that. */
const waits = 2;
/** If a server doesn't say how long a limit lasts: what GitHub then asks for, and the interval of most of GitLab's limits. */
const unknownSeconds = 60;

const gone = "It existed a moment ago, so somebody has just deleted it. Run the job again.";

const Client = Octokit.plugin(paginateRest, throttling, retry);
export type Http = InstanceType<typeof Client>;

/**
 * Requests to one server, which is the only one that gets the token: redirects, and next pages on another server, are not
 * followed. Requests that may be repeated are retried if the server fails or doesn't answer. Rate limits are waited for.
 */
export function httpOf({ url, headers, advice, secondMs = 1000 }: HttpOptions): Http {
    const isWaitedFor = (seconds: number, _asked: object, _http: unknown, times: number) =>
        seconds <= patienceSeconds && times < waits;
    const http = new Client({
        baseUrl: url,
        userAgent: "confluent-gitops",
        request: {
            fetch: (to: string, request: RequestInit) =>
                fetch(to, { ...request, redirect: "manual", signal: AbortSignal.timeout(limitMs) }),
        },
        // The plug-in's own list, and 429: the wait is as long as the server says.
        retry: { retryAfterBaseValue: secondMs, doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451] },
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
            throw new ForgeError(`The next page is on ${origin}, a different server, so it is not requested.`);
        Object.assign(options.headers, headers);
        // If it were repeated, the comment might exist twice.
        if (options.method === "POST") options.request.retries = 0;
        const response = await patient(() => Promise.resolve(request(options)), secondMs).catch((error: unknown) => {
            throw error instanceof RequestError ? refused(error, advice) : error;
        });
        const what = `${options.method} ${new URL(response.url).pathname}`;
        if (response.status >= 300) {
            const { origin } = new URL(response.headers.location ?? "", response.url);
            throw new ForgeError(`${what} was redirected to ${origin}, which is not followed: is ${url} the API?`);
        }
        if (typeof response.data !== "object") throw new ForgeError(`${what} did not return JSON: is ${url} the API?`);
        return response;
    });
    return http;
}

/**
 * Retries a request if the server's rate limit was reached, even if it must not be sent twice, because the server has then
 * done nothing.
 */
async function patient<Answer>(ask: () => Promise<Answer>, secondMs: number, times = 0): Promise<Answer> {
    try {
        return await ask();
    } catch (error) {
        const seconds = error instanceof RequestError && times < waits ? limitOf(error) : undefined;
        if (seconds === undefined || seconds > patienceSeconds) throw error;
        await setTimeout(seconds * secondMs);
        return patient(ask, secondMs, times + 1);
    }
}

/**
 * For how many seconds not to send requests: GitLab's 429 with Retry-After
 * (https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers), a number or a date (RFC
 * 9110), which GitLab omits in some responses (gitlab-org/gitlab!206603). Undefined for other errors, and for limits that
 * GitHub's plug-in has already waited for.
 */
function limitOf({ status, response, message }: RequestError): number | undefined {
    if (status !== 429 || !response) return undefined;
    if (/\bsecondary rate\b/i.test(message) || response.headers["x-ratelimit-remaining"] === "0") return undefined;
    const after = response.headers["retry-after"];
    if (after === undefined) return unknownSeconds;
    const seconds = /^\d+$/.test(`${after}`) ? Number(after) : (Date.parse(`${after}`) - Date.now()) / 1000;
    return Number.isNaN(seconds) ? unknownSeconds : Math.max(0, seconds);
}

function refused({ request, response, status, message }: RequestError, advice: string): ForgeError {
    const { pathname, host } = new URL(request.url);
    const what = `${request.method} ${pathname}`;
    if (!response) return new ForgeError(`${what}: ${host} does not answer (${message}).`);
    const said = messageIn(response.data);
    const isAbout = [401, 403, 404].includes(status) && !/rate limit/i.test(said);
    // What is edited was read before, with the same token.
    const isGone = status === 404 && ["PATCH", "PUT", "DELETE"].includes(request.method);
    const todo = isGone ? ` ${gone}` : isAbout ? ` ${advice}` : "";
    return new ForgeError(`${what} was refused with ${status}${said}.${todo}`);
}

/** The server's reason for a refusal, in one line. Empty if it is a page for a browser. */
function messageIn(data: unknown): string {
    const { message, error } = Object(data) as { message?: unknown; error?: unknown };
    const said = message ?? error;
    return said ? `: ${(typeof said === "string" ? said : JSON.stringify(said)).slice(0, 300)}` : "";
}
