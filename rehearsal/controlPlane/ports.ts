import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/** Ports of 127.0.0.1 that nobody listens on. Another process may still be quicker to take one. */
export async function freePorts(count: number): Promise<number[]> {
    // All are held until the last is found, so that none comes twice.
    const servers = await Promise.all(
        Array.from({ length: count }, async () => {
            const server = createServer().listen(0, "127.0.0.1");
            await once(server, "listening");
            return server;
        }),
    );
    const ports = servers.map((server) => (server.address() as AddressInfo).port);
    await Promise.all(servers.map((server) => once(server.close(), "close")));
    return ports;
}
