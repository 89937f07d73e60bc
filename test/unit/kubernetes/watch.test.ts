import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { KubernetesApi } from "../../../kubernetes";
import { json, kinds, playApiServer } from "./apiServer";

const pod = { apiVersion: "v1", kind: "Pod" };
const object = (name: string, resourceVersion: string) => ({ metadata: { name, namespace: "team", resourceVersion } });
/** As an API server says that it no longer has the changes since a version. */
const expired = {
    ...{ kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure" },
    ...{ message: "too old resource version: 7 (19)", reason: "Expired", code: 410 },
};

describe("a watch", () => {
    let server: Awaited<ReturnType<typeof playApiServer>>;
    let api: KubernetesApi;
    /** What was told, and who waits for the next. */
    const told: string[] = [];
    let wake = () => {};
    const toBeTold = async (...expected: string[]) => {
        while (told.length < expected.length) await new Promise<void>((resolve) => (wake = resolve));
        assert.deepEqual(told, expected);
    };
    const list = (resourceVersion: string, ...items: object[]) => json({ metadata: { resourceVersion }, items });
    /** The server's side of the watch that is under way. */
    let stream: ServerResponse;
    const send = (event: object) => stream.write(`${JSON.stringify(event)}\n`);
    const watched = () => server.asked.filter(({ url }) => url.includes("watch=true")).map(({ url }) => url);

    beforeEach(async () => {
        told.length = 0;
        server = await playApiServer({
            ...kinds,
            "GET /api/v1/pods": list("7", object("a", "1"), object("b", "2")),
            "GET /api/v1/pods?watch": (response) => {
                stream = response;
                response.writeHead(200).flushHeaders();
                wake();
            },
        });
        api = new KubernetesApi({ url: server.url });
    });
    afterEach(() => {
        api.close();
        server.close();
    });
    const begin = () =>
        api.watch(pod, undefined, ({ type, object: { apiVersion, kind, metadata } }) => {
            told.push(`${type} ${apiVersion} ${kind} ${metadata.name}`);
            wake();
        });
    const toBeWatched = async (times: number) => {
        while (watched().length < times) await new Promise<void>((resolve) => (wake = resolve));
    };

    it("reports what exists, then each change, starting at the list's version", async () => {
        const watch = await begin();
        await watch.listed;
        await toBeTold("ADDED v1 Pod a", "ADDED v1 Pod b");
        await toBeWatched(1);
        send({ type: "MODIFIED", object: object("a", "8") });
        send({ type: "DELETED", object: object("b", "9") });
        await toBeTold("ADDED v1 Pod a", "ADDED v1 Pod b", "MODIFIED v1 Pod a", "DELETED v1 Pod b");
        assert.match(watched()[0] ?? "", /resourceVersion=7/);
        await watch.stop();
    });

    for (const [what, end] of [
        ["whose connection breaks", () => stream.destroy()],
        ["that the server ends", () => stream.end()],
        ["that is too old, and stays open", () => send({ type: "ERROR", object: expired })],
    ] as const) {
        it(`${what} is restarted, and reports what was deleted and created meanwhile, and nothing twice`, async () => {
            const watch = await begin();
            await watch.listed;
            await toBeWatched(1);
            server.answers["GET /api/v1/pods"] = list("20", object("b", "2"), object("c", "12"));
            end();
            await toBeTold("ADDED v1 Pod a", "ADDED v1 Pod b", "DELETED v1 Pod a", "ADDED v1 Pod c");
            await toBeWatched(2);
            assert.match(watched()[1] ?? "", /resourceVersion=20/);
            await watch.stop();
        });
    }

    it("of a server that refuses for a while is asked for again", async () => {
        const { "GET /api/v1/pods": pods = json({}) } = server.answers;
        server.answers["GET /api/v1/pods"] = (response) => {
            server.answers["GET /api/v1/pods"] = pods;
            json({ kind: "Status", message: "storage is (re)initializing" }, 429)(response);
        };
        const watch = await begin();
        await toBeTold("ADDED v1 Pod a", "ADDED v1 Pod b");
        await watch.stop();
    });

    it("that is stopped reports nothing more, and closes its connection, even if the server hangs", async () => {
        const watch = await begin();
        await watch.listed;
        await toBeWatched(1);
        const gone = new Promise<void>((resolve) => stream.on("close", resolve));
        await watch.stop();
        if (!stream.destroyed) send({ type: "MODIFIED", object: object("a", "8") });
        await gone;
        assert.equal(told.length, 2);

        server.answers["GET /api/v1/pods?watch"] = () => wake();
        const hanging = await begin();
        await toBeWatched(2);
        await hanging.stop();
    });
});
