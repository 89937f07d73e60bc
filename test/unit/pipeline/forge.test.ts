import assert from "node:assert/strict";
import { createServer, type OutgoingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { upsertComment } from "../../../pipeline/comment";
import { forgeOf } from "../../../pipeline/forge";
import { ForgeError } from "../../../pipeline/forge/http";
import { ForgeStandIn } from "../../fixtures/forgeStandIn";

describe("the forge of a pipeline", () => {
    const gitHub = {
        GITHUB_ACTIONS: "true",
        GITHUB_API_URL: "https://api.example.com",
        GITHUB_REPOSITORY: "us/it",
        GITHUB_TOKEN: "t",
    };
    for (const [why, env, message] of [
        ["no pipeline", {}, /GITHUB_ACTIONS.*GITLAB_CI/],
        ["no token", { ...gitHub, GITHUB_TOKEN: " " }, /^GITHUB_TOKEN is not set: .*github\.token/],
        ["no URL", { ...gitHub, GITHUB_API_URL: "api" }, /^GITHUB_API_URL is api: it takes the URL/],
        ["no repository", { ...gitHub, GITHUB_REPOSITORY: "../it/.." }, /^GITHUB_REPOSITORY is .*OWNER\/NAME/],
        [
            "another API's URL",
            { GITLAB_CI: "true", CI_API_V4_URL: "https://x.example/api/v3" },
            /^CI_API_V4_URL is https:\/\/x\.example\/api\/v3: .* as https:\/\/HOST\/api\/v4\.$/,
        ],
        ["no project", { GITLAB_CI: "true", CI_API_V4_URL: "https://x.example/api/v4" }, /^CI_PROJECT_ID is not set/],
    ] as const) {
        it(`is refused where there is ${why}`, () => {
            assert.throws(() => forgeOf(env), { message });
        });
    }

    it("is found by what its runner sets", () => {
        assert.equal(forgeOf(gitHub).name, "GitHub");
        const gitLab = {
            GITLAB_CI: "1",
            CI_API_V4_URL: "https://x.example/api/v4",
            CI_PROJECT_ID: "1",
            GITLAB_TOKEN: "t",
        };
        assert.equal(forgeOf(gitLab).name, "GitLab");
    });
});

describe("a forge that takes a request and does not answer", () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    afterEach(() => (AbortSignal.timeout = timeout));

    it("is abandoned, after half a minute for each attempt", async () => {
        const limits: number[] = [];
        AbortSignal.timeout = (limit) => {
            limits.push(limit);
            return timeout(20);
        };
        const server = createServer(() => {});
        await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const forge = forgeOf(
            { GITHUB_ACTIONS: "1", GITHUB_API_URL: url, GITHUB_REPOSITORY: "us/it", GITHUB_TOKEN: "t" },
            1,
        );
        await assert.rejects(
            forge.head(5),
            /^Error: GET \/repos\/us\/it\/pulls\/5: 127\.0\.0\.1:\d+ does not answer \(.*timeout/,
        );
        assert.deepEqual(limits, [30_000, 30_000, 30_000, 30_000]);
        server.closeAllConnections();
        server.close();
    });
});

describe("a limit of the rate that lasts", () => {
    it("fails the job at once, and says nothing about permissions", async () => {
        const standIn = new ForgeStandIn("github");
        await standIn.start();
        const message = "You have exceeded a secondary rate limit";
        standIn.first.push({ status: 403, message, headers: { "retry-after": "3600" } });
        await assert.rejects(forgeOf(standIn.env, 1).head(5), {
            message: `GET /api/v3/repos/us/it/pulls/5 was refused with 403: ${message}.`,
        });
        await standIn.stop();
    });
});

for (const kind of ["github", "gitlab"] as const) {
    describe(`${kind}: too many requests`, () => {
        let standIn: ForgeStandIn;
        beforeEach(async () => {
            standIn = new ForgeStandIn(kind);
            await standIn.start();
        });
        afterEach(() => standIn.stop());
        const thread = { kind: "change", number: 5 } as const;
        const tooMany = (after?: string) => ({
            status: 429,
            message: "Retry later",
            ...(after !== undefined && { headers: { "retry-after": after } }),
        });

        it("are repeated after the time that the server gives, also for a comment, which is created once", async () => {
            standIn.first.push(tooMany("5"));
            const began = Date.now();
            await forgeOf(standIn.env, 20).addComment(thread, "one");
            assert.ok(Date.now() - began >= 100, "5 seconds of 20 ms");
            assert.deepEqual(
                standIn.on("change", 5).map(({ body }) => body),
                ["one"],
            );
            assert.equal(standIn.requests.length, 2);
        });

        it("are repeated if a date says when, or nothing does", async () => {
            standIn.first.push(tooMany(new Date(Date.now() + 60_000).toUTCString()), tooMany());
            assert.deepEqual(await forgeOf(standIn.env, 1).comments(thread), []);
            assert.equal(standIn.requests.length, 3);
        });

        it("fail the job if they last, or recur", async () => {
            standIn.first.push(tooMany("3600"));
            await assert.rejects(forgeOf(standIn.env, 1).addComment(thread, "one"), /refused with 429: Retry later\.$/);
            assert.equal(standIn.requests.length, 1);
            standIn.first.push(tooMany("1"), tooMany("1"), tooMany("1"));
            await assert.rejects(forgeOf(standIn.env, 1).comments(thread), /refused with 429: Retry later\.$/);
            assert.equal(standIn.requests.length, 4);
        });
    });

    describe(`${kind}: a comment that is deleted before it is edited`, () => {
        it("is reported as deleted, not as a matter of permissions", async () => {
            const standIn = new ForgeStandIn(kind);
            await standIn.start();
            const thread = { kind: "change", number: 5 } as const;
            await assert.rejects(forgeOf(standIn.env, 1).editComment(thread, 9, "one"), (error) => {
                assert.ok(error instanceof ForgeError);
                assert.match(
                    error.message,
                    /was refused with 404.*\. It existed a moment ago, so somebody has just deleted it/,
                );
                assert.doesNotMatch(error.message, /permissions|role/);
                return true;
            });
            await standIn.stop();
        });
    });
}

describe("the token of a pipeline", () => {
    const gitHub = (url: string) => ({ GITHUB_ACTIONS: "1", GITHUB_API_URL: url, GITHUB_REPOSITORY: "us/it" });
    const gitLab = (url: string) => ({ GITLAB_CI: "1", CI_API_V4_URL: `${url}/api/v4`, CI_PROJECT_ID: "1" });
    for (const [kind, how, status, headers, env] of [
        ["GitHub", "a next page", 200, (to: string) => ({ link: `<${to}>; rel="next"` }), gitHub],
        ["GitHub", "a redirect", 307, (to: string) => ({ location: to }), gitHub],
        ["GitLab", "a redirect", 307, (to: string) => ({ location: to }), gitLab],
    ] as const) {
        it(`of ${kind} is not taken elsewhere by ${how}`, async () => {
            let reached = 0;
            const serve = async (status: number, headers: () => OutgoingHttpHeaders) => {
                const server = createServer((_, response) => {
                    reached++;
                    response.writeHead(status, { "content-type": "application/json", ...headers() }).end("[]");
                });
                await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
                return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
            };
            const elsewhere = await serve(200, () => ({}));
            const asked = await serve(status, () => headers(`${elsewhere.url}/page`));
            const forge = forgeOf({ ...env(asked.url), GITHUB_TOKEN: "t", GITLAB_TOKEN: "t" }, 1);
            await assert.rejects(upsertComment(forge, 5, "one"), (error) => {
                assert.ok(error instanceof ForgeError);
                assert.ok(error.message.includes(elsewhere.url), error.message);
                return true;
            });
            assert.equal(reached, 1, "only the server that is asked is reached");
            for (const { server } of [elsewhere, asked]) {
                server.closeAllConnections();
                server.close();
            }
        });
    }

    it("of GitLab stays with the project if a next page is elsewhere", async () => {
        const standIn = new ForgeStandIn("gitlab");
        await standIn.start();
        for (const id of [1, 2, 3]) standIn.on("change", 5).push({ id, author: "a-person", body: "a remark" });
        standIn.nextAt = "http://127.0.0.1:9/elsewhere";
        assert.equal((await forgeOf(standIn.env).comments({ kind: "change", number: 5 })).length, 3);
        await standIn.stop();
    });
});
