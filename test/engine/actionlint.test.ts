import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../base/checkout";
import { ensureTools } from "../../tools";

interface Finding {
    message: string;
    filepath: string;
    line: number;
    kind: string;
}

describe("actionlint", function () {
    this.timeout(10 * 60_000);
    let actionlint: string;
    let folder: string;
    before(async () => {
        ({ actionlint } = await ensureTools(["actionlint"]));
    });
    beforeEach(() => {
        // A repository of its own: a copy, to be broken.
        folder = mkdtempSync(join(tmpdir(), "actionlint-"));
        mkdirSync(join(folder, ".git"));
        cpSync(join(root, ".github"), join(folder, ".github"), { recursive: true });
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const lint = (cwd: string): Promise<Finding[]> =>
        new Promise((resolve, reject) => {
            execFile(actionlint, ["-format", "{{json .}}"], { cwd }, (error, stdout, stderr) => {
                // 1 is for findings; anything else is its own failure.
                if (error && error.code !== 1) reject(new Error(`${error.message}\n${stderr}`));
                else resolve(JSON.parse(stdout) as Finding[]);
            });
        });
    const breakIt = (name: string, from: string, to: string) => {
        const path = join(folder, ".github", "workflows", name);
        const text = readFileSync(path, "utf8");
        assert.ok(text.includes(from), `${name} has no ${from}`);
        writeFileSync(path, text.replace(from, to));
    };

    it("finds nothing in any workflow", async () => {
        assert.ok(readdirSync(join(root, ".github", "workflows")).length >= 5);
        assert.deepEqual(await lint(root), []);
        assert.deepEqual(await lint(folder), []);
    });

    for (const [what, name, from, to, kind] of [
        ["a job that is not there", "preview.yml", "needs: rehearsal", "needs: rehearsel", "job-needs"],
        [
            "an output that no job has",
            "deploy.yml",
            "needs.stacks.outputs.stacks != '[]'",
            "needs.stacks.outputs.stack != '[]'",
            "expression",
        ],
        ["a permission that does not exist", "drift.yml", "issues: write", "issue: write", "permissions"],
        ["an input that our own action has not", "check.yml", 'tools: "true"', 'tool: "true"', "action"],
        [
            "somebody's text in a script",
            "preview.yml",
            'echo "$NUMBER"',
            'echo "${{ github.event.pull_request.title }}"',
            "expression",
        ],
        ["a schedule that never comes", "drift.yml", "17 4 * * *", "17 25 * * *", "events"],
    ] as const) {
        it(`finds ${what}`, async () => {
            breakIt(name, from, to);
            const findings = await lint(folder);
            assert.ok(
                findings.some((one) => one.kind === kind && one.filepath.endsWith(name)),
                JSON.stringify(findings, null, 2),
            );
        });
    }
});
