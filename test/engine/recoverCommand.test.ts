import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { ensureTools } from "../../tools";

const cli = resolve(__dirname, "../../rescue/recover/cli.ts");
const vpc = "aws:ec2/vpc:Vpc";

describe("npm run recover, on a user's own stack and login,", () => {
    let folder: string;
    let env: NodeJS.ProcessEnv;
    before(async function () {
        this.timeout(20 * 60_000);
        const { pulumi } = await ensureTools(["pulumi"]);
        folder = mkdtempSync(join(tmpdir(), "recover-"));
        for (const name of ["state", "home"]) mkdirSync(join(folder, name));
        writeFileSync(join(folder, "Pulumi.yaml"), "name: own\nruntime: nodejs\n");
        env = {
            ...process.env,
            PATH: [dirname(pulumi), process.env.PATH].join(delimiter),
            PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
            PULUMI_HOME: join(folder, "home"),
            PULUMI_CONFIG_PASSPHRASE: "own",
            PULUMI_SKIP_UPDATE_CHECK: "true",
        };
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    const spawn = (command: string, args: string[], more: NodeJS.ProcessEnv = {}) => {
        const { status, stdout, stderr } = spawnSync(command, args, {
            cwd: folder,
            env: { ...env, ...more },
            encoding: "utf8",
        });
        return { status, output: stdout + stderr };
    };
    const recover = (args: string[] = [], more: NodeJS.ProcessEnv = {}) =>
        spawn(process.execPath, ["-r", require.resolve("sucrase/register/ts"), cli, "--cwd", folder, ...args], more);

    /** Writes what an engine that is killed leaves: the backend's own file, as no command of it can. */
    const leavePending = () => {
        const path = join(folder, "state/.pulumi/stacks/own/dev.json");
        const file = JSON.parse(readFileSync(path, "utf8")) as { checkpoint: { latest: Record<string, unknown> } };
        const urn = `urn:pulumi:dev::own::${vpc}::network`;
        const resource = { urn, custom: true, type: vpc, inputs: { tags: { Name: "network" } } };
        file.checkpoint.latest.pending_operations = [{ type: "creating", resource }];
        writeFileSync(path, JSON.stringify(file));
    };
    const pending = () => spawn("pulumi", ["stack", "export"]).output.includes("pending_operations");

    it("asks for a stack where none is selected, and finds the one that is", () => {
        const { status, output } = recover();
        assert.equal(status, 1, output);
        assert.match(output, /Name a stack of `pulumi stack ls` by --stack NAME/);
        assert.equal(spawn("pulumi", ["stack", "init", "dev", "--non-interactive"]).status, 0);
        assert.equal(recover().status, 0);
    });

    it("with no terminal says what was interrupted, and changes nothing", () => {
        leavePending();
        const { status, output } = recover();
        assert.equal(status, 1, output);
        assert.match(output, /network \(aws:ec2\/vpc:Vpc\): interrupted while creating/);
        assert.match(output, /Look for it by its name network/);
        assert.ok(pending());
    });

    it("says what the engine lacks, where it cannot even look at the lock", () => {
        const { status, output } = recover([], { PULUMI_CONFIG_PASSPHRASE: undefined });
        assert.equal(status, 1, output);
        assert.match(output, /pulumi could not .*:\nerror: .*passphrase/);
        assert.doesNotMatch(output, /in order|\n {4}at /);
    });

    it("with --yes clears it, and says what to type next", () => {
        const { status, output } = recover(["--yes"]);
        assert.equal(status, 0, output);
        assert.match(output, /Next: pulumi up, or pulumi destroy where that was interrupted/);
        assert.ok(!pending());
        assert.equal(recover(["--then", "down"]).status, 1);
    });
});
