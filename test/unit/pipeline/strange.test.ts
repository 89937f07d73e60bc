import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { harmless, readStrangeReport } from "../../../pipeline/comment/strange";
import { forgeOf } from "../../../pipeline/forge";
import { ForgeStandIn } from "../../fixtures/forgeStandIn";

describe("what a fork's run leaves", () => {
    const run = { sha: "a".repeat(40), repository: "somebody/it" };
    let standIn: ForgeStandIn;
    let folder: string;
    beforeEach(async () => {
        folder = mkdtempSync(join(tmpdir(), "strange-"));
        standIn = new ForgeStandIn("github");
        await standIn.start();
        standIn.heads.set(5, { ...run, isOpen: true });
        standIn.heads.set(6, { ...run, sha: "b".repeat(40), isOpen: true });
        standIn.heads.set(7, { ...run, repository: "another/it", isOpen: true });
        standIn.heads.set(8, { ...run, isOpen: false });
        leave("comment.md", "# What it does\n");
        leave("number", "5\n");
    });
    afterEach(async () => {
        await standIn.stop();
        rmSync(folder, { recursive: true });
    });
    const leave = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content);
    const read = () => {
        const paths = { body: join(folder, "comment.md"), number: join(folder, "number") };
        return readStrangeReport(forgeOf(standIn.env), paths, run);
    };

    it("is for the open pull request at the commit that ran, and says whose it is", async () => {
        const report = await read();
        assert.equal(report?.change, 5);
        assert.match(report?.body ?? "", /^_From a fork: .*_\n\n# What it does\n$/);
    });

    for (const [what, number] of [
        ["a pull request at another commit", "6"],
        ["somebody else's pull request at the same commit", "7"],
        ["a pull request that is closed", "8"],
        ["more than a number", "5/../6"],
        ["no number", "five"],
    ] as const) {
        it(`is nothing if it names ${what}`, async () => {
            leave("number", number);
            assert.equal(await read(), undefined);
        });
    }

    it("is refused if it names a pull request that doesn't exist", async () => {
        leave("number", "99");
        await assert.rejects(read(), /GET \/api\/v3\/repos\/us\/it\/pulls\/99 was refused with 404/);
    });

    for (const [what, make, message] of [
        ["too long", () => leave("comment.md", "x".repeat(300_000)), /comment\.md has 300000 bytes; at most 262144/],
        ["not UTF-8", () => leave("comment.md", Buffer.from([0x23, 0xff, 0xfe])), /comment\.md is not text/],
        ["with control characters", () => leave("comment.md", "a\u001b[2Jb"), /comment\.md is not text/],
        ["missing", () => rmSync(join(folder, "comment.md")), /does not exist, or is not a regular file/],
        ["a link", () => link(), /does not exist, or is not a regular file/],
        ["a folder", () => folderOf(), /does not exist, or is not a regular file/],
        ["with a number as long as a book", () => leave("number", "5".repeat(100)), /number has 100 bytes; at most 20/],
    ] as const) {
        it(`is refused where it is ${what}`, async () => {
            make();
            await assert.rejects(read(), message);
        });
    }
    const link = () => {
        rmSync(join(folder, "comment.md"));
        symlinkSync("/etc/hosts", join(folder, "comment.md"));
    };
    const folderOf = () => {
        rmSync(join(folder, "comment.md"));
        mkdirSync(join(folder, "comment.md"));
    };

    it("mentions nobody, hides nothing and shows no picture from elsewhere", () => {
        const text = harmless(
            "<!-- confluent-gitops: drift -->@us/all fixes #12 ![p](https://x.example/p.png) <img src=x> <details><summary>s</summary>\n<!-- to the end",
        );
        assert.doesNotMatch(text, /<!--|@us|#12|!\[|<img/);
        assert.match(text, /<details><summary>s<\/summary>/);
        const entities = harmless(
            "&#64;us &#x40;us &commat;us &#035;12 &num;12 &&#35;64;us HEAD&#126;1 <sub>small</sub>",
        );
        const gap = "\u200b";
        const inert = `@${gap}us @${gap}us @${gap}us #${gap}12 #${gap}12 &#${gap}64;us HEAD&#126;1 <sub>small</sub>`;
        assert.ok(entities.endsWith(`\n\n${inert}`), entities);
    });
});
