import assert from "node:assert/strict";
import type { KubernetesObject } from "../../../../kubernetes";
import { diagnose } from "../../../../commands/unstick/diagnose";
import type { Facts } from "../../../../commands/unstick/facts";
import { renderFindings } from "../../../../commands/unstick/render";
import { argoCd, facts, live, now } from "./facts";

describe("unstick, for a sync that heals in part", () => {
    const group = "platform.confluent.io";
    const controlCenter = { group, kind: "ControlCenter", name: "controlcenter" };
    const outOfSync = (kind: string, rest: object = {}) => {
        return { group, kind, name: kind.toLowerCase(), namespace: "confluent", status: "OutOfSync", ...rest };
    };
    const syncing = (state: object = {}, resources: object[] = [outOfSync("Kafka"), outOfSync("ControlCenter")]) => ({
        ...live("Application", "confluent-platform", "argocd", "argoproj.io/v1alpha1"),
        spec: { destination: { namespace: "confluent" } },
        status: {
            resources,
            operationState: {
                phase: "Running",
                startedAt: "2026-11-24T11:40:00Z",
                message: `waiting for healthy state of ${group}/ControlCenter/controlcenter`,
                operation: { initiatedBy: { automated: true }, sync: { resources: [controlCenter] } },
                ...state,
            },
        },
    });
    const namespaceObject = live("Namespace", "confluent", undefined, "v1");
    const seen = (application: KubernetesObject, change: Partial<Facts> = {}) =>
        diagnose(facts({ namespaceObject, workloads: [argoCd], applications: [application], ...change }));

    it("says what the sync leaves out, and offers to end it", () => {
        const findings = seen(syncing());
        const said = renderFindings(findings, { now, unread: [] });
        assert.match(
            said,
            /^Application argocd\/confluent-platform, syncing for 20 min\n {2}waiting for healthy state of /,
        );
        assert.match(said, /This sync is for one object only\. Out of sync, and no part of it: Kafka kafka\./);
        assert.match(said, /Can be fixed here: end the sync; Argo CD then begins another, of everything\.$/);
        assert.deepEqual(
            findings.map(({ remedy, since }) => [remedy?.action, since]),
            [["endSync", "2026-11-24T11:40:00Z"]],
        );
    });

    const goes = { ...namespaceObject, metadata: { name: "confluent", deletionTimestamp: "2026-11-24T11:50:00Z" } };
    const nothing: [string, KubernetesObject, Partial<Facts>?][] = [
        ["a sync of everything", syncing({ operation: { initiatedBy: { automated: true }, sync: {} } })],
        [
            "a person's sync of some objects",
            syncing({ operation: { initiatedBy: { username: "admin" }, sync: { resources: [controlCenter] } } }),
        ],
        ["one that is over", syncing({ phase: "Succeeded" })],
        ["one that waits for nothing", syncing({ message: "one or more tasks are running" })],
        ["one that makes all that is out of sync", syncing({}, [outOfSync("ControlCenter")])],
        ["one beside what is as in Git", syncing({}, [outOfSync("Kafka", { status: "Synced" })])],
        ["one beside what is only to be pruned", syncing({}, [outOfSync("Kafka", { requiresPruning: true })])],
        ["an Argo CD that is not there to end it", syncing(), { workloads: [] }],
        ["a namespace that goes", syncing(), { namespaceObject: goes }],
        ["a namespace that is gone", syncing(), { namespaceObject: undefined }],
    ];
    for (const [what, application, change] of nothing) {
        it(`says nothing about ${what}`, () => {
            const findings = seen(application, change);
            assert.deepEqual(
                findings.filter(({ object }) => object.kind === "Application"),
                [],
            );
        });
    }
});
