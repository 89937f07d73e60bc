import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
        // An update of another, too: the engine drops a note on that as soon as it writes, which one on a create stays.
        const own = { urn: "urn:pulumi:dev::own::my:own:Type::mine", custom: false, type: "my:own:Type" };
        file.checkpoint.latest.resources = [own];
        file.checkpoint.latest.pending_operations = [
            { type: "creating", resource },
            { type: "updating", resource: own },
        ];
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
        const path = join(folder, "state/.pulumi/stacks/own/dev.json");
        const before = readFileSync(path, "utf8");
        const { status, output } = recover();
        assert.equal(status, 1, output);
        assert.equal(readFileSync(path, "utf8"), before);
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

    it("leaves a lock that cannot be read to a person, and says how to take it away", () => {
        const locks = join(folder, "state/.pulumi/locks/organization/own/dev");
        mkdirSync(locks, { recursive: true });
        writeFileSync(join(locks, "cut-off.json"), "");
        const { status, output } = recover(["--yes"]);
        assert.equal(status, 1, output);
        assert.match(output, /lock cannot be read, .*unexpected end of JSON input/);
        assert.deepEqual(readdirSync(locks), ["cut-off.json"]);
        const [, args = ""] = /pulumi (cancel --stack dev --yes)/.exec(output) ?? [];
        assert.equal(spawn("pulumi", args.split(" ")).status, 0);
        assert.equal(recover().status, 0);
    });

    describe("where the engine refuses the state,", () => {
        const file = () => join(folder, "state/.pulumi/stacks/own/dev.json");
        const kept = () => readdirSync(folder).filter((name) => name.startsWith("recover-"));
        const root = "urn:pulumi:dev::own::pulumi:pulumi:Stack::own-dev";
        const urn = "urn:pulumi:dev::own::my:own:Type::a";
        const own = (rest: object = {}) => ({
            urn,
            custom: false,
            type: "my:own:Type",
            parent: root,
            inputs: { password: "hunter2" },
            ...rest,
        });
        const stack = { urn: root, custom: false, type: "pulumi:pulumi:Stack" };
        let sound: string;
        before(() => {
            sound = readFileSync(file(), "utf8");
        });
        beforeEach(() => {
            for (const name of kept()) rmSync(join(folder, name));
        });
        /** @returns the file's text, which recover is not to change. */
        const breakState = (resources: object[]) => {
            const broken = JSON.parse(sound) as { checkpoint: { latest: Record<string, unknown> } };
            broken.checkpoint.latest.resources = resources;
            writeFileSync(file(), JSON.stringify(broken));
            return readFileSync(file(), "utf8");
        };

        for (const [what, resources, says] of [
            ["a missing parent", [stack, own({ parent: "urn:pulumi:dev::own::my:own:Type::b" })], /missing parent/],
            ["a missing dependency", [stack, own({ dependencies: ["urn:pulumi:dev::own::x:y:Z::b"] })], /missing/],
            ["a wrong order", [own(), stack], /comes after it/],
        ] as const) {
            it(`for ${what}: says what it says, and the command that repairs it does`, () => {
                const broken = breakState([...resources]);
                const { status, output } = recover(["--yes"]);
                assert.equal(status, 1, output);
                assert.match(output, says);
                assert.doesNotMatch(output, /hunter2|goroutine|\n {4}at /);
                assert.equal(readFileSync(file(), "utf8"), broken, "the state was changed");
                assert.equal(kept().length, 1, output);
                const [, command = ""] = /\$ (pulumi state repair .*)/.exec(output) ?? [];
                const [name = "", ...args] = command.split(" ");
                const repair = spawn(name, [...args, "--yes"]);
                assert.equal(repair.status, 0, repair.output);
                assert.match(spawn("pulumi", ["stack", "export"]).output, /my:own:Type/);
                assert.equal(recover().status, 0);
            });
        }

        it("for the same resource twice: says which, and what to mark in the file that it kept", () => {
            const broken = breakState([stack, own(), own()]);
            const { status, output } = recover(["--yes"]);
            assert.equal(status, 1, output);
            assert.match(output, /duplicate resource .*::a \(not marked for deletion\)/);
            assert.doesNotMatch(output, /\$ pulumi state repair/);
            assert.equal(readFileSync(file(), "utf8"), broken);
            const [, path = ""] = /\$ pulumi stack import --stack dev --file (\S+)/.exec(output) ?? [];
            const exported = JSON.parse(readFileSync(path, "utf8")) as { deployment: { resources: object[] } };
            exported.deployment.resources[1] = own({ delete: true });
            writeFileSync(path, JSON.stringify(exported));
            assert.equal(spawn("pulumi", ["stack", "import", "--stack", "dev", "--file", path]).status, 0);
            assert.equal(recover().status, 0);
        });

        it("for a provider that is not there: leads back to an earlier state, to what this command kept too", () => {
            writeFileSync(file(), sound);
            const earlier = join(folder, "recover-dev-2026-11-24T06-06-25-001Z.json");
            assert.equal(spawn("pulumi", ["stack", "export", "--file", earlier]).status, 0);
            const broken = breakState([stack, own({ custom: true, id: "1", provider: `${urn}::p1` })]);
            const { output } = recover(["--yes"]);
            assert.match(output, /refers to unknown provider|failed to parse provider reference/);
            assert.ok(output.includes(`$ pulumi stack import --stack dev --file ${earlier}`), output);
            assert.equal(readFileSync(file(), "utf8"), broken);
            assert.equal(spawn("pulumi", ["stack", "import", "--stack", "dev", "--file", earlier]).status, 0);
            assert.equal(recover().status, 0);
        });

        it("for a file that is no JSON any more: says where its backend has earlier ones, and takes one", () => {
            writeFileSync(file(), sound.slice(0, -20));
            const { status, output } = recover(["--yes"]);
            assert.equal(status, 1, output);
            assert.match(output, /error: .*JSON/);
            assert.deepEqual(kept(), [], "nothing could be kept");
            const [, backups = "", ...places] =
                /newest of (\S+) in it takes the place of\s+(?:- )?(\S+)/.exec(output) ?? [];
            const newest = readdirSync(join(folder, "state", backups))
                .filter((name) => name.endsWith(".json"))
                .sort()
                .at(-1);
            copyFileSync(join(folder, "state", backups, newest ?? ""), join(folder, "state", places[0] ?? ""));
            assert.equal(recover().status, 0);
        });
    });
});
