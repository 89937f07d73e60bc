import assert from "node:assert/strict";
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openOwnProject, type OwnProject } from "./ownProject";

interface StateFile {
    checkpoint: { latest: Record<string, unknown> };
}

describe("npm run recover, if the engine refuses the state,", () => {
    let project: OwnProject;
    const recover: OwnProject["recover"] = (...call) => project.recover(...call);
    const spawn: OwnProject["spawn"] = (...call) => project.spawn(...call);
    const file = () => project.stateFile;
    const kept = () => readdirSync(project.folder).filter((name) => name.startsWith("recover-"));
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
    before(async function () {
        this.timeout(20 * 60_000);
        project = await openOwnProject();
        assert.equal(spawn("pulumi", ["stack", "init", "dev", "--non-interactive"]).status, 0);
        const path = join(project.folder, "sound.json");
        assert.equal(spawn("pulumi", ["stack", "export", "--file", path]).status, 0);
        const exported = JSON.parse(readFileSync(path, "utf8")) as { deployment: { resources: object[] } };
        exported.deployment.resources = [stack, own()];
        writeFileSync(path, JSON.stringify(exported));
        assert.equal(spawn("pulumi", ["stack", "import", "--file", path]).status, 0);
        // An operation leaves a backup, with the backend's own; an import does not.
        assert.equal(spawn("pulumi", ["refresh", "--yes", "--non-interactive"]).status, 0);
        sound = readFileSync(file(), "utf8");
    });
    after(() => project?.remove());
    beforeEach(() => {
        for (const name of kept()) rmSync(join(project.folder, name));
    });
    /** @returns the file's text, which recover is not to change. */
    const breakState = (resources: object[], more: object = {}) => {
        const broken = JSON.parse(sound) as StateFile;
        Object.assign(broken.checkpoint.latest, { resources }, more);
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

    const secret = {
        "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
        ciphertext: "v1:bm9wZQ==:bm9wZQ==",
    };
    for (const [what, resources, more, says] of [
        ["a resource without a name", [stack, { ...own(), urn: undefined }], {}, /missing required 'urn' field/],
        ["a component with an id", [stack, own({ id: "1" })], {}, /'custom' false but non-empty ID/],
        ["a note without what it is about", [stack], { pending_operations: [{ type: "creating" }] }, /required 'urn'/],
        ["a secret that cannot be decrypted", [stack, own({ inputs: { secret } })], {}, /bad value/],
        [
            "secrets without what they were encrypted by",
            [stack, own({ inputs: { secret } })],
            { secrets_providers: undefined },
            /no secrets manager could be found/,
        ],
        ["a manifest of another", [stack, own()], { manifest: { magic: "none" } }, /magic cookie mismatch/],
    ] as const) {
        it(`for ${what}: says so, keeps it, and accepts it once it is corrected by hand`, () => {
            const broken = breakState([...resources], more);
            const { status, output } = recover(["--yes"]);
            assert.equal(status, 1, output);
            assert.match(output, says);
            assert.doesNotMatch(output, /hunter2|goroutine|\n {4}at |\$ pulumi state repair/);
            assert.equal(readFileSync(file(), "utf8"), broken);
            const [, path = ""] = /\$ pulumi stack import --stack dev --file (\S+)/.exec(output) ?? [];
            const { deployment, ...rest } = JSON.parse(readFileSync(path, "utf8")) as { deployment: object };
            const { manifest, secrets_providers } = (JSON.parse(sound) as StateFile).checkpoint.latest;
            const right = {
                ...deployment,
                manifest,
                secrets_providers,
                resources: [stack, own()],
                pending_operations: [],
            };
            writeFileSync(path, JSON.stringify({ ...rest, deployment: right }));
            const taken = spawn("pulumi", ["stack", "import", "--stack", "dev", "--file", path]);
            assert.equal(taken.status, 0, taken.output);
        });
    }

    it("for one that a later Pulumi wrote: says to install that, and changes nothing", () => {
        const of = JSON.parse(sound) as object;
        writeFileSync(file(), JSON.stringify({ ...of, version: 4, features: ["time-travel"] }));
        const { status, output } = recover(["--yes"]);
        assert.equal(status, 1, output);
        assert.match(
            output,
            /support for the following features: time-travel[^]*a later pulumi wrote it: install that/,
        );
    });

    it("does not silently accept an emptied state as being in order", () => {
        for (const empty of ["{}", "null"]) {
            writeFileSync(file(), empty);
            const { status, output } = recover(["--yes"]);
            assert.equal(status, 0, output);
            assert.match(output, /It has no resources\. If it was deployed[^]*\.pulumi\/backups\/own\/dev\//);
            assert.equal(readFileSync(file(), "utf8"), empty);
        }
    });

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

    it("for a missing provider: leads back to an earlier state, including those that this command kept", () => {
        writeFileSync(file(), sound);
        const earlier = join(project.folder, "recover-dev-2026-11-24T06-06-25-001Z.json");
        assert.equal(spawn("pulumi", ["stack", "export", "--file", earlier]).status, 0);
        const broken = breakState([stack, own({ custom: true, id: "1", provider: `${urn}::p1` })]);
        const { output } = recover(["--yes"]);
        assert.match(output, /refers to unknown provider|failed to parse provider reference/);
        assert.ok(output.includes(`$ pulumi stack import --stack dev --file ${earlier}`), output);
        assert.equal(readFileSync(file(), "utf8"), broken);
        assert.equal(spawn("pulumi", ["stack", "import", "--stack", "dev", "--file", earlier]).status, 0);
        assert.equal(recover().status, 0);
    });

    it("for a file that is no longer JSON: says where its backend has earlier ones, and accepts one", () => {
        writeFileSync(file(), sound.slice(0, -20));
        const { status, output } = recover(["--yes"]);
        assert.equal(status, 1, output);
        assert.match(output, /error: .*JSON/);
        assert.deepEqual(kept(), [], "nothing could be kept");
        const [, backups = "", ...places] =
            /newest of (\S+) in it takes the place of\s+(?:- )?(\S+?);/.exec(output) ?? [];
        const newest = readdirSync(join(project.folder, "state", backups))
            .filter((name) => name.endsWith(".json"))
            .sort()
            .at(-1);
        assert.match(output, /\.json\.bak beside that/);
        assert.ok(existsSync(`${file()}.bak`));
        copyFileSync(
            join(project.folder, "state", backups, newest ?? ""),
            join(project.folder, "state", places[0] ?? ""),
        );
        assert.equal(recover().status, 0);
    });
});
