import assert from "node:assert/strict";
import { createServer } from "node:net";
import { once } from "node:events";
import { Client, credentials, Server, ServerCredentials, status, type ServiceError } from "@grpc/grpc-js";
import { grpcClientOptions } from "../../../rehearsal/engine/connections";

/** Asks for what nobody serves: UNIMPLEMENTED where somebody is there, UNAVAILABLE where nobody is. */
const ask = (client: Client): Promise<ServiceError | null> =>
    new Promise((resolve) => {
        const bytes = (text: string) => Buffer.from(text);
        client.makeUnaryRequest("/none/None", bytes, String, "", (error) => resolve(error));
    });

describe("connections of Pulumi's SDK", () => {
    it("forget an earlier engine that had the same address", async () => {
        const first = createServer().listen(0, "127.0.0.1");
        await once(first, "listening");
        const { port } = first.address() as { port: number };
        await new Promise((closed) => first.close(closed));

        const address = `127.0.0.1:${port}`;
        const [shared, own] = [{}, grpcClientOptions].map((options) => {
            const client = () => new Client(address, credentials.createInsecure(), options);
            return { earlier: client(), client };
        });
        assert.ok(shared && own);
        for (const { earlier } of [shared, own]) assert.equal((await ask(earlier))?.code, status.UNAVAILABLE);

        const server = new Server();
        await new Promise<void>((resolve, reject) =>
            server.bindAsync(address, ServerCredentials.createInsecure(), (error) =>
                error ? reject(error) : resolve(),
            ),
        );
        const later = [shared, own].map(({ client }) => client());
        const codes = await Promise.all(later.map(async (client) => (await ask(client))?.code));
        for (const client of [...later, shared.earlier, own.earlier]) client.close();
        server.forceShutdown();
        assert.deepEqual(codes, [status.UNAVAILABLE, status.UNIMPLEMENTED]);
    });
});
