import assert from "node:assert/strict";
import { createServer, type OutgoingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { marker, upsertComment } from "../../../pipeline/comment";
import { forgeOf } from "../../../pipeline/forge";
import { ForgeError } from "../../../pipeline/forge/http";
import { ForgeStandIn, type Kept } from "../../fixtures/forgeStandIn";

const others = (count: number): Kept[] =>
    Array.from({ length: count }, (_, id) => ({ id, author: "a-person", body: `remark ${id}` }));

for (const kind of ["github", "gitlab"] as const) {
    describe(`the comment on a pull request, on a stand-in of ${kind}`, () => {
        let standIn: ForgeStandIn;
        const say = (body: string) => upsertComment(forgeOf(standIn.env), 5, body);
        const there = () => standIn.on("change", 5);
        beforeEach(async () => {
            standIn = new ForgeStandIn(kind);
            await standIn.start();
        });
        afterEach(() => standIn.stop());

        it("is made once, and edited in place from then on, also where it is on a later page", async () => {
            there().push(...others(5));
            assert.equal(await say("one"), "made");
            there().push({ id: 7, author: "a-person", body: "thanks" });
            assert.equal(await say("two"), "edited");
            assert.equal(there().length, 7);
            const ours = there().filter(({ author }) => author === standIn.self);
            assert.deepEqual(
                ours.map(({ body }) => body),
                [`${marker}\ntwo`],
            );
            assert.ok(
                standIn.requests.filter((request) => /^GET .*(comments|notes)$/.test(request)).length > 4,
                "no pages",
            );
        });

        it("is not written again where it says the same", async () => {
            await say("one");
            assert.equal(await say("one\n"), "as it was");
            assert.equal(standIn.requests.filter((request) => /^(PATCH|PUT)/.test(request)).length, 0);
        });

        it("is its own, though somebody else wrote the marker first", async () => {
            there().push({ id: 1, author: "a-person", body: `${marker}\nnothing to see` });
            assert.equal(await say("one"), "made");
            assert.equal(there()[0]?.body, `${marker}\nnothing to see`);
            assert.equal(await say("two"), "edited");
            assert.equal(there().length, 2);
        });

        it("is on its own pull request alone", async () => {
            await say("one");
            await upsertComment(forgeOf(standIn.env), 6, "another");
            assert.equal(there().length, 1);
            assert.equal(standIn.on("change", 6).length, 1);
        });

        it("never is longer than the forge takes", async () => {
            const forge = forgeOf(standIn.env);
            await say(`${"a line of it\n".repeat(Math.ceil(forge.limit / 13))}the end`);
            const { length } = there()[0]?.body ?? "";
            assert.ok(length <= forge.limit && length > forge.limit - 100, `${length}`);
            assert.match(there()[0]?.body ?? "", /Cut here/);
        });

        it("fails with what was asked, the answer and what to do, and without the token", async () => {
            for (const status of [403, 500]) {
                standIn.refuseWith = status;
                await assert.rejects(say("one"), (error) => {
                    assert.ok(error instanceof ForgeError);
                    assert.match(
                        error.message,
                        /^(GET|POST) \/api\/.* was refused with \d+: Resource not accessible\./,
                    );
                    assert.equal(/pull-requests: write|GITLAB_TOKEN has to be/.test(error.message), status === 403);
                    assert.doesNotMatch(error.message, /a-token/);
                    return true;
                });
            }
        });

        it("fails with the server's name where that does not answer", async () => {
            const { env } = standIn;
            await standIn.stop();
            await assert.rejects(upsertComment(forgeOf(env), 5, "one"), /127\.0\.0\.1:\d+ does not answer/);
            await standIn.start();
        });

        it("is refused with a wrong token", async () => {
            const key = kind === "github" ? "GITHUB_TOKEN" : "GITLAB_TOKEN";
            const forge = forgeOf({ ...standIn.env, [key]: "another" });
            await assert.rejects(upsertComment(forge, 5, "one"), /refused with 401: Bad credentials/);
        });
    });
}

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

describe("the token of a pipeline", () => {
    for (const [how, status, headers] of [
        ["a next page", 200, (to: string) => ({ link: `<${to}>; rel="next"` })],
        ["a redirect", 307, (to: string) => ({ location: to })],
    ] as const) {
        it(`is not taken elsewhere by ${how}`, async () => {
            let reached = 0;
            const serve = async (status: number, headers: () => OutgoingHttpHeaders) => {
                const server = createServer((_, response) => {
                    reached++;
                    response.writeHead(status, headers()).end("[]");
                });
                await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
                return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
            };
            const elsewhere = await serve(200, () => ({}));
            const asked = await serve(status, () => headers(`${elsewhere.url}/page`));
            const env = {
                GITHUB_ACTIONS: "1",
                GITHUB_API_URL: asked.url,
                GITHUB_REPOSITORY: "us/it",
                GITHUB_TOKEN: "t",
            };
            await assert.rejects(upsertComment(forgeOf(env), 5, "one"), ForgeError);
            assert.equal(reached, 1, "only the server that is asked is reached");
            for (const { server } of [elsewhere, asked]) {
                server.closeAllConnections();
                server.close();
            }
        });
    }
});
