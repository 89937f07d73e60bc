import { readFileSync } from "node:fs";
import { request as overHttp } from "node:http";
import { request as overTls } from "node:https";
import { text } from "node:stream/consumers";
import { BadUsage, UsageError } from "../../base/error";

/** How long an API may take to answer, in milliseconds. */
const timeout = 30_000;

/** The paths of PEM files. */
export interface Trust {
    certificateAuthority?: string;
    clientCertificate?: string;
    clientKey?: string;
}

/** @throws BadUsage for half of a client's certificate */
export function checkTrust({ clientCertificate, clientKey }: Trust): void {
    if (!clientCertificate !== !clientKey)
        throw new BadUsage("--client-certificate and --client-key belong together: give both.");
}

/** One of Confluent's REST APIs, used read-only. */
export class Rest {
    private readonly base: URL;
    private readonly authorization: string | undefined;
    /** The user that the password belongs to. */
    readonly user: string | undefined;
    private readonly pem: { ca?: Buffer; cert?: Buffer; key?: Buffer };

    /**
     * @param flag the flag with the address
     * @param variable the prefix of its variables: `CONNECT` for CONNECT_USER and CONNECT_PASSWORD
     * @throws BadUsage for an invalid address, or one with a password in it
     */
    constructor(
        flag: string,
        address: string,
        variable: string,
        { certificateAuthority: ca, clientCertificate: certificate, clientKey: key }: Trust,
    ) {
        this.base = addressOf(flag, address);
        const { [`${variable}_USER`]: user, [`${variable}_PASSWORD`]: password } = process.env;
        if (!user !== !password) {
            throw new BadUsage(
                `Only one of ${variable}_USER and ${variable}_PASSWORD is set: ${flag} takes both, or neither.`,
            );
        }
        this.user = user;
        this.authorization = user && `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
        this.pem = {
            ...(ca && { ca: read("--certificate-authority", ca) }),
            ...(certificate && { cert: read("--client-certificate", certificate) }),
            ...(key && { key: read("--client-key", key) }),
        };
    }

    /** @throws UsageError with the request and the response */
    async get<T>(path: string): Promise<T> {
        return this.required<T>("GET", path);
    }

    /** The same; undefined if the API responds that it doesn't exist (404). */
    async find<T>(path: string): Promise<T | undefined> {
        return this.answerTo<T>("GET", path);
    }

    /** Reads with a POST, because the question is an object, as in one of MDS's lookups. Throws the same errors as `get`. */
    async lookUp<T>(path: string, question: object): Promise<T> {
        return this.required<T>("POST", path, JSON.stringify(question));
    }

    private async required<T>(method: string, path: string, question?: string): Promise<T> {
        const found = await this.answerTo<T>(method, path, question);
        if (found !== undefined) return found;
        throw new UsageError(`${this.what(method, path)} answered 404: there is no such API at this address.`);
    }

    private async answerTo<T>(method: string, path: string, question?: string): Promise<T | undefined> {
        const { status, body } = await this.ask(method, path, question);
        if (status === 404) return undefined;
        if (status === 200) return parsed<T>(body, this.what(method, path));
        throw new UsageError(`${this.what(method, path)} answered ${status}${meaning(status)}.`);
    }

    private what(method: string, path: string): string {
        return `${method} ${this.base.origin}${this.base.pathname.replace(/\/$/, "")}${path}`;
    }

    private async ask(method: string, path: string, question?: string): Promise<{ status: number; body: string }> {
        const url = new URL(this.base.pathname.replace(/\/$/, "") + path, this.base);
        const headers = {
            accept: "application/json",
            ...(question !== undefined && { "content-type": "application/json" }),
            ...(this.authorization && { authorization: this.authorization }),
        };
        try {
            return await new Promise((resolve, reject) => {
                const over = url.protocol === "https:" ? overTls : overHttp;
                const asked = over(url, { method, headers, timeout, ...this.pem }, (response) => {
                    text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
                });
                asked.on("timeout", () => asked.destroy(new Error(`no answer within ${timeout / 1000} s`)));
                asked.on("error", reject).end(question);
            });
        } catch (error) {
            const { code, message } = error as NodeJS.ErrnoException;
            throw new UsageError(`${this.what(method, path)} failed: ${message || code}.${advice(code)}`);
        }
    }
}

function addressOf(flag: string, address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url || !/^https?:$/.test(url.protocol)) {
        throw new BadUsage(`${flag} takes an address such as https://localhost:8090.`);
    }
    if (url.username || url.password) {
        throw new BadUsage(`${flag} takes an address without a user and password: those come from variables (--help).`);
    }
    return url;
}

function read(flag: string, file: string): Buffer {
    try {
        return readFileSync(file);
    } catch (error) {
        throw new BadUsage(`${flag} ${file} cannot be read: ${(error as Error).message}.`);
    }
}

function parsed<T>(body: string, what: string): T {
    try {
        return JSON.parse(body) as T;
    } catch {
        throw new UsageError(`${what} answered something other than JSON: is it the API that was meant?`);
    }
}

const meaning = (status: number): string =>
    status === 401 || status === 403 ? ": the user or certificate may not read this" : "";

const advice = (code: string | undefined): string => {
    if (code === "ECONNREFUSED") return " From outside the cluster, kubectl port-forward leads there.";
    if (code && /CERT|SIGNATURE|ISSUER/.test(code)) return " Trust its authority by --certificate-authority.";
    return "";
};
