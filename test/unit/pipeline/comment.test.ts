import assert from "node:assert/strict";
import { marker, upsertComment } from "../../../pipeline/comment";
import { forgeOf } from "../../../pipeline/forge";
import { ForgeError } from "../../../pipeline/forge/http";
import type { Kept } from "../../fixtures/forgeShapes";
import { ForgeStandIn } from "../../fixtures/forgeStandIn";

const others = (count: number): Kept[] =>
    Array.from({ length: count }, (_, id) => ({ id, author: "a-person", body: `remark ${id}` }));

for (const kind of ["github", "gitlab"] as const) {
    describe(`the comment on a pull request, on a stand-in of ${kind}`, () => {
        let standIn: ForgeStandIn;
        const say = (body: string) => upsertComment(forgeOf(standIn.env, 1), 5, body);
        const there = () => standIn.on("change", 5);
        beforeEach(async () => {
            standIn = new ForgeStandIn(kind);
            await standIn.start();
        });
        afterEach(() => standIn.stop());

        it("is created once, and edited in place from then on, even if it is on a later page", async () => {
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

        it("is not written again if it is unchanged", async () => {
            await say("one");
            assert.equal(await say("one\n"), "as it was");
            assert.equal(standIn.requests.filter((request) => /^(PATCH|PUT)/.test(request)).length, 0);
        });

        it("is its own, even if somebody else wrote the marker first", async () => {
            there().push({ id: 1, author: "a-person", body: `${marker}\nnothing to see` });
            assert.equal(await say("one"), "made");
            assert.equal(there()[0]?.body, `${marker}\nnothing to see`);
            assert.equal(await say("two"), "edited");
            assert.equal(there().length, 2);
        });

        it("is only on its own pull request", async () => {
            await say("one");
            await upsertComment(forgeOf(standIn.env), 6, "another");
            assert.equal(there().length, 1);
            assert.equal(standIn.on("change", 6).length, 1);
        });

        it("is never longer than the forge accepts", async () => {
            const forge = forgeOf(standIn.env);
            await say(`${"a line of it\n".repeat(Math.ceil(forge.limit / 13))}the end`);
            const { length } = there()[0]?.body ?? "";
            assert.ok(length <= forge.limit && length > forge.limit - 100, `${length}`);
            assert.match(there()[0]?.body ?? "", /Cut off/);
        });

        it("fails with the request, the response and what to do, and without the token", async () => {
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

        it("fails with the server's name if it does not respond", async () => {
            const { env } = standIn;
            await standIn.stop();
            await assert.rejects(upsertComment(forgeOf(env, 1), 5, "one"), /127\.0\.0\.1:\d+ does not answer/);
            await standIn.start();
        });

        it("is created once, even if the server fails for a moment and limits the rate", async () => {
            standIn.first.push({ status: 502, message: "Bad Gateway" }, { status: 503, message: "Unavailable" });
            assert.equal(await say("one"), "made");
            const status = kind === "github" ? 403 : 429;
            standIn.first.push({ status, message: "You have exceeded a secondary rate limit" });
            assert.equal(await say("two"), "edited");
            assert.deepEqual(
                there().map(({ body }) => body),
                [`${marker}\ntwo`],
            );
        });

        it("is not requested again if it may have been created", async () => {
            const forge = forgeOf(standIn.env, 1);
            standIn.first.push({ status: 502, message: "Bad Gateway" });
            await assert.rejects(forge.addComment({ kind: "change", number: 5 }, "one"), /^Error: POST .* 502/);
            assert.equal(standIn.requests.length, 1);
        });

        it("fails if a web server responds instead of the API", async () => {
            standIn.page = "<html>Sign in</html>";
            await assert.rejects(say("one"), /did not return JSON: is http:\/\/127\.0\.0\.1:\d+\/api\/v\d the API\?/);
            assert.equal(there().length, 0);
        });

        it("is refused with a wrong token", async () => {
            const key = kind === "github" ? "GITHUB_TOKEN" : "GITLAB_TOKEN";
            const forge = forgeOf({ ...standIn.env, [key]: "another" });
            await assert.rejects(upsertComment(forge, 5, "one"), /refused with 401: Bad credentials/);
        });
    });
}
