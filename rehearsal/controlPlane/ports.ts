import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { ServerError } from "./server";

/** Ports of 127.0.0.1 on which nothing listens. Another process may still take one first. */
export async function freePorts(count: number): Promise<number[]> {
    // All are held until the last one is found, so that none is returned twice.
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

const attempts = 3;

/**
 * Starts something on free ports, and again on different ones if one of them was taken in the meantime.
 *
 * @param start may throw, after ending whatever it had started
 */
export async function onFreePorts<T>(count: number, start: (ports: number[]) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
        try {
            return await start(await freePorts(count));
        } catch (error) {
            const isTaken = error instanceof ServerError && error.log.includes("address already in use");
            if (!isTaken || attempt === attempts) throw error;
        }
    }
}
