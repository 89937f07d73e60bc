import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openOwnProject, type OwnProject } from "./ownProject";
import type { Report } from "../../commands/recover/shape";
import { checkShape } from "../shape";

const vpc = "aws:ec2/vpc:Vpc";

describe("npm run recover, on a user's own stack and login,", () => {
    let own: OwnProject;
    before(async function () {
        this.timeout(20 * 60_000);
        own = await openOwnProject();
    });
    after(() => own?.remove());
    const recover: OwnProject["recover"] = (...call) => own.recover(...call);
    const spawn: OwnProject["spawn"] = (...call) => own.spawn(...call);

    /** Writes what an engine that is killed leaves: the backend's own file, as no command of it can. */
    const leavePending = () => {
        const path = own.stateFile;
        const file = JSON.parse(readFileSync(path, "utf8")) as { checkpoint: { latest: Record<string, unknown> } };
        const urn = `urn:pulumi:dev::own::${vpc}::network`;
        const resource = { urn, custom: true, type: vpc, inputs: { tags: { Name: "network" } } };
        // An update of another, too: the engine drops a note on that as soon as it writes, which one on a create stays.
        const mine = { urn: "urn:pulumi:dev::own::my:own:Type::mine", custom: false, type: "my:own:Type" };
        file.checkpoint.latest.resources = [mine];
        file.checkpoint.latest.pending_operations = [
            { type: "creating", resource },
            { type: "updating", resource: mine },
        ];
        writeFileSync(path, JSON.stringify(file));
    };
    const pending = () => spawn("pulumi", ["stack", "export"]).output.includes("pending_operations");

    it("asks for a stack if none is selected, and finds the selected one", () => {
        const { status, output } = recover();
        assert.equal(status, 1, output);
        assert.match(output, /Name a stack of `pulumi stack ls` by --stack NAME/);
        assert.equal(spawn("pulumi", ["stack", "init", "dev", "--non-interactive"]).status, 0);
        assert.equal(recover().status, 0);
    });

    it("with no terminal says what was interrupted, and changes nothing", () => {
        leavePending();
        const path = own.stateFile;
        const before = readFileSync(path, "utf8");
        const { status, output } = recover();
        assert.equal(status, 1, output);
        assert.equal(readFileSync(path, "utf8"), before);
        assert.match(output, /network \(aws:ec2\/vpc:Vpc\): interrupted while creating/);
        assert.match(output, /Look for it by its name network/);
        const json = recover(["--json"]);
        const report = checkShape<Report>("recover", json.stdout);
        assert.deepEqual([json.status, report.outcome, report.backup], [1, "unchanged", null]);
        assert.deepEqual(
            report.pending.map(({ name, operation, result }) => [name, operation, result]),
            [
                ["network", "creating", null],
                ["mine", "updating", null],
            ],
        );
        assert.ok(pending());
    });

    it("says what the engine lacks if it cannot even read the lock", () => {
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
        assert.equal(recover(["--then", "down"]).status, 2);
    });

    it("leaves an unreadable lock to a person, and says how to remove it", () => {
        const locks = join(own.folder, "state/.pulumi/locks/organization/own/dev");
        mkdirSync(locks, { recursive: true });
        writeFileSync(join(locks, "cut-off.json"), "");
        const { status, output } = recover(["--yes"]);
        assert.equal(status, 1, output);
        assert.match(output, /lock can't be read, .*unexpected end of JSON input/);
        assert.deepEqual(readdirSync(locks), ["cut-off.json"]);
        const [, args = ""] = /pulumi (cancel --stack dev --yes)/.exec(output) ?? [];
        assert.equal(spawn("pulumi", args.split(" ")).status, 0);
        assert.equal(recover().status, 0);
    });
});
