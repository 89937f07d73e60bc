import assert from "node:assert/strict";
import { applicationKind, applicationName, argoCdNamespace, readApplication } from "../../kubernetes/application";
import { confluentApi, confluentObjects, howItStands, workloadNamespace } from "../../commands/demo/workload";
import { connectionOf } from "../../kubernetes/connection";
import { until } from "../../base/until";
import { unstick } from "../../commands/unstick";
import { terminateSync } from "../../commands/unstick/endSync";
import { referenceTo } from "../../commands/unstick/facts";
import type { DrillStage } from "./drillStage";

/** What `healInPart` heals, beside Control Center: it has to be in Git. */
export const ordersSchema = {
    apiVersion: confluentApi,
    kind: "Schema",
    metadata: { name: "orders", annotations: { "argocd.argoproj.io/sync-wave": "50" } },
    spec: { data: { configRef: "orders", format: "avro" }, schemaRegistryClusterRef: { name: "schemaregistry" } },
};

/** Runs `npm run unstick -- --namespace confluent --yes`, and returns its output. */
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

/**
 * What Argo CD does by itself if it compares between the deletion of one object and that of another, in about one of
 * eight runs: it heals what is gone by then, by name (autoSync in its controller/appcontroller.go). Here, this always
 * happens: a sync of Control Center and what follows it replaces the current one.
 */
export async function healInPart(on: DrillStage): Promise<void> {
    const { api } = on;
    const application = (await readApplication(api)) ?? assert.fail("there is no Application");
    const { source, syncPolicy } = application.spec as {
        source: object;
        syncPolicy: { retry: object; syncOptions: string[] };
    };
    const resources = [
        { group: "platform.confluent.io", kind: "ControlCenter", name: "controlcenter-next-gen" },
        { group: "platform.confluent.io", kind: "Schema", name: ordersSchema.metadata.name },
    ];
    const sync = { source, resources, prune: true, syncOptions: syncPolicy.syncOptions, autoHealAttemptsCount: 1 };
    const since = application.status?.operationState?.startedAt ?? assert.fail("no sync is under way");
    // Its record stays, so that Argo CD doesn't start another sync before this one is requested.
    assert.ok(await terminateSync(api, { object: referenceTo(application), since }), "the sync is over by itself");
    await api.merge(applicationKind, argoCdNamespace, applicationName, {
        operation: { initiatedBy: { automated: true }, retry: syncPolicy.retry, sync },
    });
    await until("it is under way", async () => {
        const { operation } = ((await readApplication(api))?.status?.operationState ?? {}) as { operation?: object };
        return JSON.stringify(operation).includes('"ControlCenter"');
    });
}

/** Makes `unstick` end what `healInPart` has started, once the namespace exists again and Control Center waits for Kafka. */
export async function endPartialSync(on: DrillStage): Promise<void> {
    const waits = /^waiting for healthy state of .*\/ControlCenter\//;
    // About five seconds after the namespace is back; after a slow `up`, half a minute, the longest time between two
    // attempts of Argo CD (`retry` in components/gitOpsHandoff/application.ts).
    await until(
        "Control Center is back, and waits for Kafka",
        async () => waits.test((await readApplication(on.api))?.status?.operationState?.message ?? ""),
        { seen: async () => howItStands(await readApplication(on.api)) },
    );
    const { isFree, said } = await rescue(on);
    assert.match(said, /This sync is for 2 objects only\. Out of sync, and no part of it: .*Kafka kafka/);
    assert.match(said, /done: end the sync \(Application argocd\/confluent-platform\)/);
    assert.ok(isFree, said);
}

/** Names of objects that hang or are being deleted, with the finalizers that block them. */
export async function terminating({ api }: DrillStage): Promise<Record<string, string[]>> {
    const leaving = (await confluentObjects(api)).filter(({ metadata }) => metadata.deletionTimestamp);
    return Object.fromEntries(
        leaving.map(({ kind, metadata }) => [`${kind}/${metadata.name}`, metadata.finalizers ?? []]),
    );
}
