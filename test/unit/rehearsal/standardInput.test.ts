import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { stringify } from "yaml";
import { crdsIn } from "../../../rehearsal/controlPlane/chartCrds";
import { bareCrds, realSizeCrds } from "../../../rehearsal/crds/realSize";
import { runCommand } from "../../commandLine";
import { runStack } from "../../harness";
import { root } from "../../../base/checkout";

const piece = 48 * 1024;

/**
 * Runs a command and writes its input as a slow program would: piece by piece, the pipe empty in between.
 *
 * @param answers whether it answers while its input is open, and ends with that
 */
async function fed([command = "", ...args]: string[], input: string, { answers = false } = {}) {
    const child = spawn(command, args, { cwd: tmpdir(), stdio: ["pipe", "pipe", "pipe"] });
    const said = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
        child[name].setEncoding("utf8").on("data", (text: string) => (said[name] += text));
    }
    child.stdin.on("error", () => undefined);
    const ended = once(child, "close");
    const answered = answers ? Promise.race([once(child.stdout, "data"), ended]) : undefined;
    for (let at = 0; at < input.length && child.exitCode === null; at += piece) {
        if (!child.stdin.write(input.slice(at, at + piece))) await Promise.race([once(child.stdin, "drain"), ended]);
        await setTimeout(3);
    }
    await answered;
    child.stdin.end();
    const [code] = (await ended) as [number | null];
    return { code, ...said };
}

describe("a script that reads standard input", () => {
    const nothing =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: kind }\ndata: { kind: CustomResourceDefinition }\n";
    const crds = realSizeCrds();
    const manifest = [...crds.map((crd) => stringify(crd)), nothing]
        .map((text) => `---\n# Source: a/b\n${text}`)
        .join("");

    /** Each such script of this project, by its path: what it does with 4 MB. */
    const scripts: Record<string, () => Promise<void>> = {
        "components/crds/crdsOnly.mjs": async () => {
            const { postRenderer } = (await runStack("dev")).named("confluent-crds").inputs;
            const { command, args } = postRenderer as { command: string; args: string[] };
            const { code, stdout, stderr } = await fed([command, ...args], manifest);
            assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
            assert.deepEqual(crdsIn(stdout), bareCrds());
        },
        "rehearsal/standIns/main.ts": async () => {
            const options = { kinds: ["aws"], timeScale: 0, kubeconfig: "k".repeat(4 << 20) };
            const hook = require.resolve("sucrase/register/ts");
            const main = join(root, "rehearsal/standIns/main.ts");
            const { code, stdout, stderr } = await fed(
                [process.execPath, "--require", hook, main],
                `${JSON.stringify(options)}\n`,
                { answers: true },
            );
            assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
            assert.equal(typeof (JSON.parse(stdout) as { aws: number }).aws, "number");
        },
        "commands/volumes-gone/run.ts": async () => {
            const cli = join(root, "bin/confluent-gitops.cjs");
            const kubeconfig = `${`# ${"k".repeat(1022)}\n`.repeat(4 << 10)}current-context: at-the-end\n`;
            const { code, stderr } = await fed([process.execPath, cli, "volumes-gone"], kubeconfig);
            assert.deepEqual([code, stderr], [1, "the kubeconfig has no context at-the-end; it has none.\n"]);
        },
        "rehearsal/controlPlane/guardian.sh": async () => {
            const above = mkdtempSync(join(tmpdir(), "guarded-"));
            const folder = join(above, "control-plane-1");
            mkdirSync(folder);
            const { code, stderr } = await fed(
                ["sh", join(root, "rehearsal/controlPlane/guardian.sh"), folder],
                "x".repeat(4 << 20),
            );
            assert.deepEqual({ code, stderr, left: existsSync(folder) }, { code: 0, stderr: "", left: false });
            rmSync(above, { recursive: true });
        },
    };

    for (const [path, test] of Object.entries(scripts)) {
        it(`takes 4 MB in pieces: ${path}`, async function () {
            this.timeout(60_000);
            await test();
        });
    }

    it("is refused by volumes-gone if it is empty", () => {
        const { status, stdout, stderr } = runCommand(["volumes-gone", "--minutes", "0"]);
        assert.deepEqual([status, stdout], [2, ""]);
        assert.match(stderr, /^The standard input is empty: pass a kubeconfig on it\.\nSee npx/);
    });

    it("is in the list above, or waits for a person at a terminal, or reads files", () => {
        const atTerminal = ["commands/demo/run.ts", "kubernetes/execCredential.ts", "commands/frame/ask.ts"];
        // Its loops read files, which they are given by a redirection.
        const components = "gitops/platform/components";
        const ofFiles = [`${components}/smoke-test/smoke.sh`, `${components}/sample-client/client.sh`];
        const reads =
            /process\.stdin|from "node:process".*stdin|readFileSync\(0\b|\/dev\/stdin|sys\.stdin|^cat( |$)(>|\||$)|while .*\bread -r\b/m;
        const isScript = (path: string) => /\.(sh|[cm]?[jt]s|py)$|(^|\/)[^.]+$/.test(path) && !path.startsWith("test/");
        const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" })
            .split("\n")
            .filter((path) => isScript(path) && statSync(join(root, path), { throwIfNoEntry: false })?.isFile())
            .filter((path) => reads.test(readFileSync(join(root, path), "utf8")));
        assert.deepEqual(files.sort(), [...Object.keys(scripts), ...atTerminal, ...ofFiles].sort());
    });
});
