import assert from "node:assert/strict";
import type { Report } from "../../../../commands/team/shape";
import { answerTo } from "../../../commandLine";
import { checkShape } from "../../../shape";
import { applications, created, listed, listOf, one, TeamCluster } from "./teamCluster";

describe("a team's page, from a cluster,", () => {
    const cluster = new TeamCluster();

    it("says that all is well, and that lag needs the addon if it is missing", async () => {
        const { report, team } = await cluster.asked();
        assert.deepEqual(team.application, { name: "team-payments", sync: "Synced", health: "Healthy", message: null });
        assert.deepEqual(team.connectors[0]?.live, {
            state: "healthy",
            says: "running, 1/1 tasks",
            message: null,
            failedTasks: 0,
        });
        assert.deepEqual([team.notInGit, team.lag, team.storage.now], [[], null, null]);
        assert.match(
            report.noMetrics ?? "",
            /there is no Prometheus: it needs the monitoring addon \(gitops\/addons\/monitoring\)/,
        );
        const words = ["--stack", "teams", "--from-cluster", "--kubeconfig", cluster.kubeconfig];
        const { status, stdout } = await answerTo(["team", ...words]);
        assert.match(stdout, /payments .* Synced, Healthy$/m);
        assert.equal(status, 0);
        cluster.set(listOf("schemas"), listed());
        const { status: notWell, stdout: printed } = await answerTo(["team", "payments", ...words, "--json"]);
        assert.equal(notWell, 1);
        const { teams } = checkShape<Report>("team", printed);
        assert.equal(teams[0]?.schemas[0]?.live?.state, "missing");
    });

    for (const [what, path, item, says] of [
        [
            "a connector whose tasks have failed",
            "connectors",
            one("payments.orders-sample", { ...created, connectorState: "RUNNING", failedTasksCount: 2 }),
            /payments\.orders-sample .* degraded: 2 tasks failed$/m,
        ],
        [
            "a schema that the registry refuses",
            "schemas",
            one("payments.orders-value", {
                state: "ERROR",
                conditions: [{ type: "platform.confluent.io/app-ready", status: "False", message: "incompatible" }],
            }),
            /payments\.orders-value .* degraded: ERROR: incompatible$/m,
        ],
        [
            "a schema that the operator can't take up",
            "schemas",
            one("payments.orders-value", {
                conditions: [{ type: "platform.confluent.io/app-ready", status: "False", message: "no secret" }],
            }),
            /payments\.orders-value .* pending: no secret$/m,
        ],
        ["a schema that isn't there", "schemas", undefined, /payments\.orders-value .* missing$/m],
    ] as const) {
        it(`says what is wrong with ${what}`, async () => {
            cluster.set(listOf(path), listed(...(item ? [item] : [])));
            const { text, ok } = await cluster.asked();
            assert.match(text, says);
            assert.equal(ok, false);
        });
    }

    it("says what keeps its Application from being Synced, and what was removed from Git", async () => {
        cluster.set(
            applications,
            listed(
                one("team-payments", {
                    sync: { status: "OutOfSync" },
                    conditions: [{ type: "SyncError", message: "refused" }],
                }),
            ),
        );
        const topics = listOf("kafkatopics");
        cluster.set(
            topics,
            listed(
                one("payments.orders", created),
                one("payments.failures", created),
                one("payments.old", created, { "confluent-gitops/removed-from-git": "2026-11-01T00:00:00Z" }),
            ),
        );
        const { text, ok } = await cluster.asked();
        assert.equal(ok, false);
        assert.match(text, /team-payments {2}OutOfSync, Unknown\n {6}refused\n/);
        assert.match(text, /KafkaTopic payments\.old {2}removed from Git at 2026-11-01T00:00:00Z, and kept/);
        cluster.set(applications, listed());
        assert.match((await cluster.asked()).text, /there is none: the cluster's stack has no team payments yet/);
    });
});
