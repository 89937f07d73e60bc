import assert from "node:assert/strict";
import type { Check, Side } from "../../../pipeline/drift";
import { infrastructureSide } from "../../../pipeline/drift/infrastructure";
import { workloadSide } from "../../../pipeline/drift/workload";
import { forgeOf } from "../../../pipeline/forge";
import { keepIssue, label } from "../../../pipeline/issue";
import { marker } from "../../../pipeline/issue/body";
import type { Application, ApplicationStatus } from "../../../kubernetes/application";
import { ForgeStandIn } from "../../fixtures/forgeStandIn";

const clean = { state: "clean" } as const;
const drift = (found: string): Side => ({ state: "drift", found });
const failed: Side = { state: "failed", why: "no credentials" };
const check = (infrastructure: Side, workload: Side = clean, stack = "eks"): Check => ({
    stack,
    infrastructure,
    workload,
});
const run = "https://forge.example/run/1";

for (const kind of ["github", "gitlab"] as const) {
    describe(`the issue about drift, on a stand-in of ${kind}`, () => {
        let standIn: ForgeStandIn;
        const keep = (...checks: Check[]) => keepIssue(forgeOf(standIn.env), checks, run);
        beforeEach(async () => {
            standIn = new ForgeStandIn(kind);
            await standIn.start();
        });
        afterEach(() => standIn.stop());
        const only = () => {
            assert.equal(standIn.issues.length, 1);
            return standIn.issues[0]!;
        };

        it("is not opened if there is no drift", async () => {
            assert.equal(await keep(check(clean)), "nothing");
            assert.deepEqual(standIn.issues, []);
        });

        it("is opened once with both sides, updated while the drift lasts, and closed with a comment when it is gone", async () => {
            assert.equal(await keep(check(drift("a tag is gone"), drift("- Kafka is OutOfSync"))), "opened");
            assert.equal(only().title, "Drift: eks (infrastructure, workload)");
            assert.deepEqual(only().labels, [label]);
            assert.match(
                only().body,
                /a tag is gone[\s\S]*- Kafka is OutOfSync[\s\S]*https:\/\/forge\.example\/run\/1/,
            );
            assert.equal(await keep(check(clean, drift("- Connect is Degraded"))), "updated");
            assert.equal(only().title, "Drift: eks (workload)");
            assert.doesNotMatch(only().body, /a tag is gone/);
            assert.equal(await keep(check(clean)), "closed");
            assert.equal(only().isOpen, false);
            const said = standIn.on("issue", only().id).map(({ body }) => body);
            assert.deepEqual(said, [`The drift is gone: eks, checked by [this run](${run}).`]);
            assert.equal(await keep(check(drift("again"))), "opened");
            assert.equal(standIn.issues.length, 2);
        });

        for (const [what, checks] of [
            ["a check that failed", [check(failed)]],
            ["one side that was not checked", [check(clean, failed)]],
            ["another stack that was not checked", [check(clean), check(clean, failed, "prod")]],
            ["no check at all", []],
        ] as const) {
            it(`is not closed by ${what}`, async () => {
                await keep(check(drift("a tag is gone")));
                assert.equal(await keep(...checks), "updated");
                assert.equal(only().isOpen, true);
                assert.equal(only().title, "Drift: eks (infrastructure)");
                assert.deepEqual(standIn.on("issue", only().id), []);
                if (checks.length > 0) assert.match(only().body, /not known[\s\S]*no credentials/);
            });
        }

        it("is found on a later page, and is not another's with the same label", async () => {
            for (const id of [1, 2, 3, 4]) {
                const body = id === 2 ? `${marker}\nnot ours` : "else";
                standIn.issues.push({ id, author: "a-person", title: "t", body, labels: [label], isOpen: true });
            }
            await keep(check(drift("a tag is gone")));
            assert.equal(await keep(check(drift("two tags are gone"))), "updated");
            assert.equal(standIn.issues.length, 5);
            assert.equal(standIn.issues[1]?.body, `${marker}\nnot ours`);
            assert.match(standIn.issues[4]?.body ?? "", /two tags/);
        });
    });
}

describe("a check for drift of the infrastructure", () => {
    const said = (exitCode: number) => infrastructureSide({ exitCode, text: "~ tags ``` - Owner\n", stdout: "" });

    it("is clean, drifted or failed by the engine's exit code alone", () => {
        assert.deepEqual(said(0), clean);
        assert.deepEqual(said(7), drift("````\n~ tags ``` - Owner\n````"));
        for (const exitCode of [1, 2, 3, 6, 255]) {
            assert.deepEqual(said(exitCode), {
                state: "failed",
                why: `pulumi refresh ended with ${exitCode}:\n~ tags \`\`\` - Owner`,
            });
        }
    });
});

describe("a check for drift of the workload", () => {
    const application = (status: ApplicationStatus | undefined, name = "confluent-platform"): Application => ({
        apiVersion: "argoproj.io/v1alpha1",
        kind: "Application",
        metadata: { name, namespace: "argocd" },
        spec: {},
        status,
    });
    const side = (...applications: Application[]) => workloadSide({ list: () => Promise.resolve(applications) });
    const synced = { sync: { status: "Synced", revision: "0123456789" }, health: { status: "Healthy" } };

    it("is clean if the Application is Synced and Healthy, whatever others are", async () => {
        const other = application({ ...synced, sync: { status: "OutOfSync" } }, "a-shop");
        assert.deepEqual(await side(other, application(synced)), clean);
    });

    it("names the objects that have drifted, and no others, and what Argo CD says", async () => {
        const found = await side(
            application({
                ...synced,
                sync: { status: "OutOfSync", revision: "0123456789" },
                resources: [
                    { kind: "Kafka", name: "kafka", status: "OutOfSync", health: { status: "Healthy" } },
                    {
                        kind: "Connect",
                        name: "connect",
                        status: "Synced",
                        health: { status: "Degraded", message: "no\n  workers" },
                    },
                    { kind: "Service", name: "fine", status: "Synced" },
                    { kind: "KafkaTopic", name: "old", status: "OutOfSync", requiresPruning: true },
                ],
                conditions: [{ type: "SyncError", message: "denied" }],
            }),
        );
        const lines = [
            "- Application `argocd/confluent-platform`: OutOfSync at 0123456, Healthy",
            "    - Kafka `kafka`: OutOfSync, Healthy",
            "    - Connect `connect`: Synced, Degraded (no workers)",
            "    - KafkaTopic `old`: OutOfSync, no longer in Git",
            "    - SyncError: denied",
        ];
        assert.deepEqual(found, drift(lines.join("\n")));
    });

    for (const [what, status, line] of [
        ["that was never synced", undefined, /never synced, health unknown/],
        ["that is Progressing", { ...synced, health: { status: "Progressing" } }, /Synced at 0123456, Progressing/],
        ["of which nothing is known", { ...synced, sync: { status: "Unknown" } }, /Unknown, Healthy/],
    ] as const) {
        it(`finds an Application ${what}`, async () => {
            const found = await side(application(status));
            assert.equal(found.state, "drift");
            assert.match("found" in found ? found.found : "", line);
        });
    }

    it("is drift if the Application is gone", async () => {
        assert.equal((await side(application(synced, "a-shop"))).state, "drift");
    });

    it("names no more objects than one reads", async () => {
        const resources = Array.from({ length: 50 }, (_, at) => ({
            kind: "KafkaTopic",
            name: `t${at}`,
            status: "OutOfSync",
        }));
        const found = await side(application({ ...synced, sync: { status: "OutOfSync" }, resources }));
        const lines = "found" in found ? found.found.split("\n") : [];
        assert.equal(lines.length, 22);
        assert.equal(lines.at(-1), "    - and 30 more");
    });
});
