import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname } from "node:path";

export interface GitServerOptions {
    /** A repository's folder; it is served as `/NAME.git`, with the folder's own name. */
    folder: string;
    /** The password that a client has to send, with any user name. Default: none is required. */
    password?: string;
    /** Default: 127.0.0.1. A cluster on this machine uses its network's gateway instead. */
    host?: string;
}

/** A Git server over HTTP. */
export interface GitServer {
    url: string;
    /** Sets the only valid password from now on. */
    setPassword(password: string): void;
    stop(): Promise<void>;
}

/** Serves a repository with Git's own `git http-backend`, read-only. */
export async function startGitServer({ folder, password, host = "127.0.0.1" }: GitServerOptions): Promise<GitServer> {
    let right = password;
    const server = createServer((request, response) => {
        if (right !== undefined && passwordOf(request) !== right) {
            response.writeHead(401, { "www-authenticate": 'Basic realm="git"' }).end("wrong credentials\n");
            return;
        }
        void answer(folder, request, response).catch((error: Error) => response.destroy(error));
    });
    server.listen(0, host);
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return {
        url: `http://${host}:${port}/${basename(folder)}`,
        setPassword: (next) => (right = next),
        stop: async () => {
            server.closeAllConnections();
            await once(server.close(), "close");
        },
    };
}

function passwordOf({ headers }: IncomingMessage): string | undefined {
    const [, encoded] = /^Basic (.+)$/.exec(headers.authorization ?? "") ?? [];
    const pair = encoded && Buffer.from(encoded, "base64").toString("utf8");
    return pair ? pair.slice(pair.indexOf(":") + 1) : undefined;
}

/** Passes a request to `git http-backend`, a CGI program: it returns headers, an empty line, then the body. */
async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
    const child = spawn("git", ["http-backend"], {
        env: {
            PATH: process.env.PATH,
            GIT_PROJECT_ROOT: dirname(folder),
            GIT_HTTP_EXPORT_ALL: "1",
            GIT_CONFIG_COUNT: "1",
            GIT_CONFIG_KEY_0: "safe.directory",
            GIT_CONFIG_VALUE_0: "*",
            GIT_PROTOCOL: request.headers["git-protocol"]?.toString(),
            REQUEST_METHOD: request.method,
            PATH_INFO: pathname,
            QUERY_STRING: search.slice(1),
            CONTENT_TYPE: request.headers["content-type"],
            HTTP_CONTENT_ENCODING: request.headers["content-encoding"],
        },
        stdio: ["pipe", "pipe", "ignore"],
    });
    request.pipe(child.stdin);
    let head = Buffer.alloc(0);
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
        if (response.headersSent) {
            response.write(chunk);
            continue;
        }
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf("\r\n\r\n");
        if (end < 0) continue;
        const fields = head
            .subarray(0, end)
            .toString("latin1")
            .split("\r\n")
            .map((line) => line.split(": ") as [string, string]);
        const status = fields.find(([name]) => name === "Status")?.[1] ?? "200";
        response.writeHead(
            Number.parseInt(status, 10),
            Object.fromEntries(fields.filter(([name]) => name !== "Status")),
        );
        response.write(head.subarray(end + 4));
    }
    response.end();
}
