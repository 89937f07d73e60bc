import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../../base/checkout";
import { until } from "../../base/until";
import { confluentApi, workloadNamespace } from "../../commands/demo/workload";
import type { KubernetesObject } from "../../kubernetes";
import type { DrillStage } from "./drillStage";
import { kubectl } from "./kubectl";

const claimKind = { apiVersion: "v1", kind: "PersistentVolumeClaim" };
const podKind = { apiVersion: "v1", kind: "Pod" };
const setKind = { apiVersion: "apps/v1", kind: "StatefulSet" };
const brokers = ["kafka-0", "kafka-1", "kafka-2"];

/**
 * The StatefulSet of a Kafka, as far as claims and pods depend on it: its claims are `data0-kafka-0` and so on
 * (docs.confluent.io/operator/current/co-storage.html). The simulated operator makes none.
 */
const makeSet = ({ api }: DrillStage) =>
    api.apply({
        ...setKind,
        metadata: { name: "kafka", namespace: workloadNamespace },
        spec: {
            serviceName: "kafka",
            replicas: brokers.length,
            podManagementPolicy: "Parallel",
            selector: { matchLabels: { app: "kafka" } },
            template: {
                metadata: { labels: { app: "kafka" } },
                spec: { containers: [{ name: "kafka", image: "simulated" }], terminationGracePeriodSeconds: 0 },
            },
            volumeClaimTemplates: [
                {
                    metadata: { name: "data0" },
                    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
                },
            ],
        },
    });

/** The blocks of a section, in their order: what is to be typed, and what is to be created. */
function blocksOf(section: string): { language: string; text: string }[] {
    const page = readFileSync(join(root, "docs/RECOVERY.md"), "utf8");
    const [, text = ""] = page.split(`\n## ${section}\n`);
    return [...(text.split("\n## ")[0] ?? "").matchAll(/^```(\w+)\n(.*?)^```/gms)].map(
        ([, language = "", block = ""]) => ({
            language,
            text: block.replaceAll("CLAIM", "data0-kafka-0"),
        }),
    );
}

/** By the page's own commands. Real: Kubernetes' controllers. Played: the operator, pods. No volume and no data is behind a claim. */
export async function losesVolume(on: DrillStage): Promise<void> {
    const { api } = on;
    const uids = async () => {
        const found: Record<string, string | undefined> = {};
        for (const broker of brokers) {
            for (const [kind, name] of [[podKind, broker] as const, [claimKind, `data0-${broker}`] as const]) {
                const { metadata } = (await api.get(kind, workloadNamespace, name)) ?? {};
                found[name] = metadata?.deletionTimestamp ? "leaving" : metadata?.uid;
            }
        }
        return found;
    };
    const all = (of: Awaited<ReturnType<typeof uids>>) => Object.values(of).every((uid) => uid && uid !== "leaving");
    const whole = () => until("each broker has a pod and a claim", async () => all(await uids()) && uids());
    /** Names of what is another than before. */
    const others = (before: Record<string, string | undefined>, now: Record<string, string | undefined>) =>
        Object.keys(before).filter((name) => before[name] !== now[name]);
    const type = async (block: string) => {
        for (const command of block.trim().split("\n")) if (!/ get /.test(command)) await kubectl(api, command);
    };

    const [, replace, takeAway, claim, goOn] = blocksOf("A volume");
    await makeSet(on);
    const first = await whole();
    const [deleteClaim = "", ...rest] = replace?.text.split("\n") ?? [];
    await type(deleteClaim);
    assert.deepEqual(await uids(), { ...first, "data0-kafka-0": "leaving" }, "it waits for its pod");
    await type(rest.join("\n"));
    const replaced = await until("the broker has others", async () => {
        const now = await uids();
        return all(now) && others(first, now).length > 1 && now;
    });
    assert.deepEqual(others(first, replaced), ["kafka-0", "data0-kafka-0"]);

    await type(takeAway?.text ?? "");
    await until("the broker has neither", async () => {
        const { "kafka-0": pod, "data0-kafka-0": gone } = await uids();
        return !pod && !gone;
    });
    const restored = await api.apply(parse(claim?.text ?? "") as KubernetesObject);
    await type(goOn?.text ?? "");
    // What the operator does once it may.
    const kafka = await api.get({ apiVersion: confluentApi, kind: "Kafka" }, workloadNamespace, "kafka");
    assert.equal(kafka?.metadata.annotations?.["platform.confluent.io/block-reconcile"], undefined);
    await makeSet(on);
    const again = await whole();
    assert.deepEqual(others(replaced, again), ["kafka-0", "data0-kafka-0"]);
    assert.equal(again["data0-kafka-0"], restored.metadata.uid, "the claim is the one of the snapshot");

    await api.delete(setKind, workloadNamespace, "kafka");
    for (const broker of brokers) await api.delete(claimKind, workloadNamespace, `data0-${broker}`);
}
