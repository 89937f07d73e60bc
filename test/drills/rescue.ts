import assert from "node:assert/strict";
import { applicationKind, applicationName, argoCdNamespace, readApplication } from "../../rehearsal/argoCd";
import { confluentObjects, workloadNamespace } from "../../rehearsal/demo/workload";
import { connectionOf } from "../../rehearsal/kubernetesApi/connection";
import { until } from "../../rehearsal/until";
import { unstick } from "../../rescue/unstick";
import type { DrillStage } from "./stage";

/** `npm run unstick -- --namespace confluent --yes`, with what it says. */
export async function rescue({ controlPlane }: DrillStage): Promise<{ isFree: boolean; said: string }> {
    const said: string[] = [];
    const isFree = await unstick({
        connection: connectionOf(controlPlane.kubeconfig),
        namespace: workloadNamespace,
        ask: () => Promise.resolve(true),
        say: (line) => said.push(line),
    });
    return { isFree, said: said.join("\n") };
}

/** As docs/TROUBLESHOOTING.md says under "Waiting for healthy state": ends the sync that is under way, and its record. */
export async function endSync({ api }: DrillStage): Promise<void> {
    const change = (operationState: object | null) =>
        api.merge(applicationKind, argoCdNamespace, applicationName, { status: { operationState } });
    await change({ phase: "Terminating" });
    await until("the sync has ended", async () => {
        return (await readApplication(api))?.status?.operationState?.phase === "Failed";
    });
    await change(null);
}

/**
 * What Argo CD does by itself where it looks between the deletion of one object and that of another, in about one of
 * eight runs: it heals what is gone by then, by name (autoSync in its controller/appcontroller.go). Here it is so each
 * time: a sync of Control Center and what comes after it, in place of the one that is under way.
 */
export async function healInPart(on: DrillStage): Promise<void> {
    const { api } = on;
    const { spec } = (await readApplication(api)) ?? assert.fail("there is no Application");
    const { source, syncPolicy } = spec as { source: object; syncPolicy: { retry: object; syncOptions: string[] } };
    const resources = [
        { group: "platform.confluent.io", kind: "ControlCenter", name: "controlcenter" },
        { group: "platform.confluent.io", kind: "Schema", name: "orders" },
    ];
    const sync = { source, resources, prune: true, syncOptions: syncPolicy.syncOptions, autoHealAttemptsCount: 1 };
    await endSync(on);
    await api.merge(applicationKind, argoCdNamespace, applicationName, {
        operation: { initiatedBy: { automated: true }, retry: syncPolicy.retry, sync },
    });
    await until("it is under way", async () => {
        const { operation } = ((await readApplication(api))?.status?.operationState ?? {}) as { operation?: object };
        return JSON.stringify(operation).includes('"ControlCenter"');
    });
}

/** Names of what hangs or is on its way, with the finalizers that keep it. */
export async function terminating({ api }: DrillStage): Promise<Record<string, string[]>> {
    const leaving = (await confluentObjects(api)).filter(({ metadata }) => metadata.deletionTimestamp);
    return Object.fromEntries(
        leaving.map(({ kind, metadata }) => [`${kind}/${metadata.name}`, metadata.finalizers ?? []]),
    );
}
