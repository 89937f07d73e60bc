import assert from "node:assert/strict";
import type { LeftVolume } from "../../../commands/volumes-gone/left";
import { reportOf } from "../../../commands/volumes-gone/report";
import { diagnose } from "../../../commands/unstick/diagnose";
import { watch } from "../../../commands/unstick/report";
import { json } from "../../../commands/leftovers/render";
import type { Target } from "../../../commands/leftovers/target";
import { leftOf, pendingOf } from "../../../commands/recover/report";
import type { Report as RecoverReport } from "../../../commands/recover/shape";
import { answerTo } from "../../commandLine";
import { checkShape } from "../../shape";
import { demoRecording } from "../../fixtures/recording";
import { made, map, stateOf } from "./recover/states";
import { dying, facts } from "./unstick/facts";

/** Checks what a command would print, and that a field that nobody knows, or one that is missing, is refused. */
function check(command: string, value: object): void {
    checkShape(command, JSON.stringify(value));
    assert.throws(() => checkShape(command, JSON.stringify({ ...value, other: 1 })), /additional properties/);
    const [first = ""] = Object.keys(value);
    assert.throws(() => checkShape(command, JSON.stringify({ ...value, [first]: undefined })), /required property/);
}

describe("--json, by its schema,", function () {
    this.timeout(60_000);

    it("of upgrade: the steps, each with its patch, and nothing beside them", async () => {
        const { status, stdout, stderr } = await answerTo([
            "upgrade",
            "--stack",
            "eks",
            "--kubernetes",
            "1.36",
            "--json",
        ]);
        assert.deepEqual([status, stderr], [3, ""]);
        const { steps } = checkShape<{ steps: { done: boolean; runs: string[] }[] }>("upgrade", stdout);
        assert.ok(steps.some(({ done, runs }) => !done && runs.length > 0));
        check("upgrade", JSON.parse(stdout) as object);
        const path = await answerTo(["upgrade", "--stack", "eks", "--json"]);
        assert.deepEqual([path.status, path.stderr], [3, ""]);
        assert.equal(checkShape<{ what: string }>("upgrade", path.stdout).what, "path");
        check("upgrade", JSON.parse(path.stdout) as object);
    });

    it("of unstick: what hangs, why, and what was done or refused", () => {
        const seen = facts({
            objects: [dying("Connect", ["connect.finalizers.platform.confluent.io"])],
            workloads: [],
        });
        const { report, onFindings, onMended } = watch("confluent", "https://127.0.0.1:6443");
        const findings = diagnose(seen);
        onFindings(findings, seen);
        for (const finding of findings) onMended(finding, "patch: forbidden");
        assert.equal(report.findings[0]?.remedy, "remove connect.finalizers.platform.confluent.io");
        assert.equal(report.done[0]?.refused, "patch: forbidden");
        check("unstick", report);
    });

    it("of volumes-gone: each volume, with what keeps it and what to do", () => {
        const volume: LeftVolume = {
            name: "pvc-1",
            handle: "vol-1",
            capacity: "20Gi",
            phase: "Bound",
            since: "2026-11-24T06:19:18Z",
            message: undefined,
            claim: { namespace: "confluent", name: "data-kafka-0", isDeleted: false },
            pods: [],
            attachments: [{ name: "csi-1", node: "node-1" }],
        };
        const report = reportOf([volume, { ...volume, claim: undefined, since: undefined, message: "no such volume" }]);
        assert.equal(report.left[0]?.command, "kubectl -n confluent delete pvc data-kafka-0");
        check("volumes-gone", report);
        check("volumes-gone", reportOf([]));
    });

    it("of leftovers: what is left, and what could not be looked for", () => {
        const target = { stack: "eks", cluster: "confluent", region: "eu-central-1" } as Target;
        const volume = { kind: "EBS volume", id: "vol-1", what: "data-kafka-0", monthly: 1.6 };
        const leftovers = [volume, { ...volume, stays: "retained" as const, because: "protected", command: "aws …" }];
        check("leftovers", json(target, { leftovers, unseen: ["load balancers"] }));
    });

    it("of recover: what was begun, and what has become of it", () => {
        const state = stateOf([], ["creating", map("a", "default")], ["deleting", made("b", "default")]);
        const after = stateOf([made("a", "default")]);
        const left = [{ candidate: { resource: made("c", "default"), id: "default/c" }, why: "its parent is gone" }];
        const report: RecoverReport = {
            version: 1,
            stack: "dev",
            outcome: "recovered",
            isLocked: true,
            holders: [{ user: "you", host: "here", pid: 1, since: "2026-11-24T06:19:18Z" }],
            pending: pendingOf(state, after),
            left: leftOf({ state: after, taken: [], left }),
            backup: "/tmp/recover.json",
            next: "up",
        };
        assert.deepEqual(
            report.pending.map(({ name, result }) => [name, result]),
            [
                ["a", "a: in the state, as it is now"],
                ["b", "b: gone, and no longer in the state"],
            ],
        );
        check("recover", report);
    });

    it("of demo: the recording", () => check("demo", demoRecording()));
});
