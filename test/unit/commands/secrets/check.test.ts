import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { check } from "../../../../commands/secrets/check";
import { answerTo } from "../../../commandLine";
import { checkShape } from "../../../shape";
import { harmless } from "./harmless";
import { planted } from "./planted";
import { plantedDeep } from "./plantedDeep";
import { awsKey, password, privateKey, token } from "./plants";

describe("npx confluent-gitops secrets --check", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "secrets-"));
        execFileSync("git", ["init", "-q"], { cwd: folder });
    });
    afterEach(() => rmSync(folder, { recursive: true }));
    const write = (file: string, text: string) => {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
    };

    for (const [title, [file, text, line, says]] of Object.entries({ ...planted, ...plantedDeep })) {
        it(`finds ${title}, and says where it is without showing any of it`, async () => {
            write(file, text);
            const [found, ...others] = await check(folder);
            assert.ok(found, "nothing was found");
            assert.deepEqual(others, []);
            assert.deepEqual([found.file, found.line], [file, line]);
            assert.match(`${found.object} ${found.what}`, says);
            assert.ok(found.fix.length > 10);
            const said = JSON.stringify(found);
            for (const secret of [password, awsKey, token, privateKey.split("\n")[1] ?? ""]) {
                assert.ok(!said.includes(secret) && !said.includes(Buffer.from(secret).toString("base64")));
            }
        });
    }

    it("finds nothing in what only names secrets, has them sealed, or that Git ignores", async () => {
        for (const [file, text] of Object.entries(harmless)) write(file, text);
        assert.deepEqual(await check(folder), []);
    });

    it("skips a file that is allowed with a reason, and reports an entry that allows nothing", async () => {
        write("a/key.pem", privateKey);
        write(".secrets-allowed.yaml", "allowed: [{ file: a/key.pem, reason: a key of a test alone }]\n");
        assert.deepEqual(await check(folder), []);
        write("a/key.pem", "none\n");
        const [found] = await check(folder);
        assert.match(found?.what ?? "", /an entry for a\/key\.pem, in which nothing was found/);
        write(".secrets-allowed.yaml", "allowed: [{ file: a/key.pem }]\n");
        await assert.rejects(check(folder), /\.secrets-allowed\.yaml: allowed\.0\.reason: .*a reason/);
    });

    it("finds nothing in this repository", async () => {
        const { status, stdout } = await answerTo(["secrets", "--check", "--json"]);
        assert.deepEqual(checkShape("secrets", stdout), {
            version: 1,
            overlay: null,
            namespace: null,
            secrets: [],
            rotation: null,
            changes: [],
            missing: [],
            inTheClear: [],
        });
        assert.equal(status, 0);
    }).timeout(60_000);
});
