import { createServer as createHttpServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A proxy on loopback that leads to a single port, whatever is requested, and records requests. */
export interface Proxy {
    url: string;
    /** `host:port`, with the user's name if the client authenticated. */
    asked: string[];
    close: () => void;
}

/** A proxy for CONNECT. */
export function httpProxy(port: number): Promise<Proxy> {
    const asked: string[] = [];
    const server = createHttpServer();
    server.on("connect", ({ url = "", headers }: IncomingMessage, socket: Socket) => {
        const [, signIn = ""] = headers["proxy-authorization"]?.split(" ") ?? [];
        asked.push([url, Buffer.from(signIn, "base64").toString()].filter(Boolean).join(" "));
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        lead(socket, port);
    });
    return opened(server, "http", asked);
}

/** A SOCKS 5 proxy (RFC 1928), without authentication, for a name or an IPv4 address. */
export function socksProxy(port: number): Promise<Proxy> {
    const asked: string[] = [];
    const server = createServer((socket) => {
        socket.once("data", () => {
            socket.write(Buffer.from([5, 0]));
            socket.once("data", (request) => {
                const [, , , type, length = 0] = request;
                const host = type === 3 ? request.toString("utf8", 5, 5 + length) : request.subarray(4, 8).join(".");
                asked.push(`${host}:${request.readUInt16BE(request.length - 2)}`);
                socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
                lead(socket, port);
            });
        });
    });
    return opened(server, "socks5", asked);
}

function lead(socket: Socket, port: number): void {
    const through = connect(port, "127.0.0.1");
    for (const [one, other] of [
        [socket, through],
        [through, socket],
    ] as const)
        one.on("error", () => other.destroy()).on("close", () => other.destroy());
    socket.pipe(through).pipe(socket);
}

async function opened(server: Server, scheme: string, asked: string[]): Promise<Proxy> {
    const sockets = new Set<Socket>();
    server.on("connection", (socket: Socket) => sockets.add(socket));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const close = () => {
        for (const socket of sockets) socket.destroy();
        server.close();
    };
    return { url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close };
}
