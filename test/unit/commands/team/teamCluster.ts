import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isWell } from "../../../../commands/team/cluster";
import { type Place, placeOf } from "../../../../commands/team/place";
import { renderTeam } from "../../../../commands/team/render";
import { reportOf } from "../../../../commands/team/run";
import { type Answer, json, playApiServer } from "../../kubernetes/apiServer";

const served = (names: Record<string, string>) =>
    json({ resources: Object.entries(names).map(([name, kind]) => ({ name, kind, namespaced: true })) });
const group = "/apis/platform.confluent.io/v1beta1";
export const applications = "GET /apis/argoproj.io/v1alpha1/namespaces/argocd/applications";
/** The list of one of Confluent's kinds. */
export const listOf = (plural: string): string => `GET ${group}/namespaces/confluent/${plural}`;
export const created = { state: "CREATED", appState: "Created" };
export const one = (name: string, status: object, annotations = {}) => ({ metadata: { name, annotations }, status });
export const listed = (...items: object[]) => json({ items });

/** What an API server has where all of the team payments is well. */
const well = (): Record<string, Answer> => ({
    "GET /apis/argoproj.io/v1alpha1": served({ applications: "Application" }),
    [`GET ${group}`]: served({ kafkatopics: "KafkaTopic", schemas: "Schema", connectors: "Connector" }),
    [applications]: listed(
        one("team-payments", { sync: { status: "Synced" }, health: { status: "Healthy" } }),
        one("team-others", { sync: { status: "OutOfSync" } }),
    ),
    [listOf("kafkatopics")]: listed(
        one("payments.orders", created),
        one("payments.failures", created),
        one("others.orders", { state: "ERROR" }),
    ),
    [listOf("schemas")]: listed(one("payments.orders-value", created)),
    [listOf("connectors")]: listed(
        one("payments.orders-sample", {
            ...created,
            connectorState: "RUNNING",
            tasksReady: "1/1",
            failedTasksCount: 0,
        }),
    ),
});

/** An API server on loopback, new for each test, and a kubeconfig for it. */
export class TeamCluster {
    server!: Awaited<ReturnType<typeof playApiServer>>;
    private place!: Place;
    private folder = "";

    constructor() {
        before(() => (this.place = placeOf("teams")));
        beforeEach(async () => {
            this.folder = mkdtempSync(join(tmpdir(), "team-"));
            this.server = await playApiServer(well());
            const kubeconfig = {
                "current-context": "a",
                contexts: [{ name: "a", context: { cluster: "a" } }],
                clusters: [{ name: "a", cluster: { server: this.server.url } }],
            };
            writeFileSync(this.kubeconfig, JSON.stringify(kubeconfig));
        });
        afterEach(() => {
            this.server.close();
            rmSync(this.folder, { recursive: true });
        });
    }

    get kubeconfig(): string {
        return join(this.folder, "config");
    }

    set(path: string, answer: Answer): void {
        this.server.answers[path] = answer;
    }

    /** What the command prints of the team payments, and whether that is well. */
    asked = async () => {
        const report = await reportOf(this.place, "payments", { kubeconfig: this.kubeconfig });
        const team = report.teams[0] ?? assert.fail();
        return { report, team, text: `${renderTeam(report)}\n`, ok: isWell(team) };
    };
}
