import assert from "node:assert/strict";
import { describeHolder, holdersIn, lifeOf } from "../../../../commands/recover/lock";
import { backupName, backupsOf, engineMessage } from "../../../../commands/recover/pulumi";
import { knownId, type PendingOperation, type StateResource } from "../../../../commands/recover/state";
import { meaningOf } from "../../../../commands/recover/words";

const resource = (type: string, inputs: Record<string, unknown> = {}): StateResource => ({
    urn: `urn:pulumi:dev::confluent-gitops::${type}::one`,
    type,
    custom: true,
    inputs,
});
const object = (metadata: object): StateResource => resource("kubernetes:core/v1:ConfigMap", { metadata });

describe("recover: what an interrupted operation was working on", () => {
    for (const [what, one, id] of [
        ["an object in a namespace", object({ name: "a", namespace: "team" }), "team/a"],
        ["an object without a namespace", object({ name: "team" }), "team"],
        [
            "an object whose metadata is a secret",
            resource("kubernetes:core/v1:Secret", { metadata: "cipher" }),
            undefined,
        ],
        [
            "a patch of somebody's object",
            resource("kubernetes:core/v1:NamespacePatch", { metadata: { name: "team" } }),
            undefined,
        ],
        ["a Helm release", resource("kubernetes:helm.sh/v3:Release", { name: "argocd" }), undefined],
        ["something of AWS", resource("aws:ec2/vpc:Vpc", { tags: { Name: "network" } }), undefined],
    ] as const) {
        it(`${id ? `knows the id of ${what}` : `does not guess the id of ${what}`}`, () => {
            assert.equal(knownId(one), id);
        });
    }

    for (const [type, one, meaning] of [
        ["creating", object({ name: "a" }), /If it exists in the cluster/],
        [
            "creating",
            resource("aws:ec2/vpc:Vpc", { tags: { Name: "network" } }),
            /by its name network .*the next up creates another/,
        ],
        ["creating", resource("aws:kms/key:Key"), /Look for it in its provider's console/],
        [
            "creating",
            resource("kubernetes:helm.sh/v3:Release", { name: "argocd", namespace: "argocd" }),
            /helm -n argocd status argocd/,
        ],
        ["updating", object({ name: "a" }), /Its current state is read/],
        ["deleting", object({ name: "a" }), /removed from the state/],
        ["reading", object({ name: "a" }), /Nothing was changed/],
        ["creating", { ...resource("platform:gitops:GitOpsHandoff"), custom: false }, /exists only in the state/],
    ] as const satisfies readonly (readonly [PendingOperation["type"], StateResource, RegExp])[]) {
        it(`says what ${type} ${one.type} means`, () => {
            assert.match(meaningOf({ type, resource: one }, { deployment: {} }), meaning);
        });
    }
});

describe("recover: who holds the lock", () => {
    const line = "  file:///state/locks/x.json: created by me@laptop (pid 7) at 2026-11-24T05:56:25Z";

    it("is read from the engine's message, each once", () => {
        assert.deepEqual(
            holdersIn(`error: the stack is currently locked by 1 lock(s).\n${line}\nerr?: again\n${line}`),
            [{ user: "me", host: "laptop", pid: 7, since: "2026-11-24T05:56:25Z" }],
        );
        assert.deepEqual(holdersIn("[409] Conflict: Another update is currently in progress."), []);
    });

    const holder = { user: "me", host: "laptop", pid: 7, since: "2026-11-24T05:56:25Z" };

    it("is running or not, according to this machine's processes, and unknown elsewhere", () => {
        assert.equal(
            lifeOf(holder, "laptop", () => true),
            "running",
        );
        assert.equal(
            lifeOf(holder, "laptop", () => false),
            "ended",
        );
        assert.equal(
            lifeOf(holder, "other", () => false),
            "unknown",
        );
    });

    it("is told with its place and age", () => {
        const now = new Date("2026-11-24T06:06:25Z");
        assert.match(
            describeHolder({ ...holder, host: "no-such-host" }, now),
            /^Locked by me on no-such-host, process 7, for 10 min\. This machine can't tell whether it is running/,
        );
    });
});

describe("recover: what it keeps and says", () => {
    it("names the kept state by stack and time, in characters that any file system accepts", () => {
        assert.equal(
            backupName("org/project/dev", new Date("2026-11-24T06:06:25.001Z")),
            "recover-org-project-dev-2026-11-24T06-06-25-001Z.json",
        );
    });

    it("quotes the engine, but not its command line", () => {
        const called = "Command failed with exit code 1: /bin/pulumi refresh";
        assert.equal(
            engineMessage(new Error(`${called}\nerror: no passphrase\n err?: ${called}\nerror: no passphrase`)),
            "error: no passphrase",
        );
        assert.equal(engineMessage(new Error("no pulumi")), "no pulumi");
        const several = "error: 2 errors occurred:\n    1) duplicate resource\n    2) rerun with --force";
        assert.equal(engineMessage(new Error(`${called}\n${several}\n\nmore`)), several);
    });

    it("finds the kept states of one stack, and not those of another whose name begins the same", () => {
        const kept = ["dev-2026-11-25T06-06-25-001Z", "dev-2026-11-24T06-06-25-001Z", "dev-2-2026-11-26T06-06-25-001Z"];
        const files = [...kept.map((name) => `recover-${name}.json`), "recover-7-edited.json", "Pulumi.dev.yaml"];
        assert.deepEqual(backupsOf("dev", files), [
            "recover-dev-2026-11-24T06-06-25-001Z.json",
            "recover-dev-2026-11-25T06-06-25-001Z.json",
        ]);
    });
});
