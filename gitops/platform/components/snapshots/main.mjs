/* global process, console, fetch, AbortSignal */
// Creates a VolumeSnapshot of each volume in its namespace, deletes outdated ones that it has created, and exits.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { keepOf, outdated, runOf } from "./plan.mjs";

/** @import { Snapshot } from "./plan.mjs" */
/** @typedef {{ metadata: { name: string }, spec: { volumeName?: string }, status?: { phase?: string } }} Claim */
/** @typedef {{ spec: { deletionPolicy: string, volumeSnapshotRef: { uid?: string } } }} Content */

const timeoutMs = 15_000;
/** On what this has created: nothing else is ever deleted. */
const mark = "app.kubernetes.io/managed-by";
const marked = "confluent-snapshots";
/** On the same: the Job's UID. */
const jobMark = "confluent-gitops/job-uid";

const { env } = process;
const folder = env.SERVICE_ACCOUNT_DIR ?? "/var/run/secrets/kubernetes.io/serviceaccount";
const host = env.KUBERNETES_SERVICE_HOST ?? "kubernetes.default.svc";
const url = `https://${host.includes(":") ? `[${host}]` : host}:${env.KUBERNETES_SERVICE_PORT ?? 443}`;
const read = (/** @type {string} */ name) => readFileSync(join(folder, name), "utf8").trim();
const namespace = read("namespace");
const snapshotsPath = `/apis/snapshot.storage.k8s.io/v1/namespaces/${namespace}/volumesnapshots`;
const contentsPath = "/apis/snapshot.storage.k8s.io/v1/volumesnapshotcontents";

/** @type {(text: string) => unknown} */
const parse = (text) => JSON.parse(text);

/**
 * @template T
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @param {number} [passes] an HTTP status that also counts as success
 * @returns {Promise<T | undefined>} undefined with that status
 */
async function ask(method, path, body, passes) {
    const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
    const headers = { authorization: `Bearer ${read("token")}`, "content-type": type, accept: "application/json" };
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(url + path, { method, headers, signal, ...(body && { body: JSON.stringify(body) }) });
    const text = await answer.text();
    if (answer.status === passes) return undefined;
    if (!answer.ok) throw new Error(`${method} ${path}: HTTP ${answer.status}: ${text}`);
    return /** @type {T} */ (parse(text));
}

/**
 * @template T
 * @param {string} path
 * @returns {Promise<T[]>}
 */
async function list(path) {
    const found = await /** @type {Promise<{ items: T[] } | undefined>} */ (ask("GET", path));
    return found?.items ?? [];
}

/** @param {string} claim */
async function snapshot(claim) {
    const name = `${claim}-${runOf(env.JOB ?? "")}`;
    const made = /** @type {Snapshot | undefined} */ (
        await ask(
            "POST",
            snapshotsPath,
            {
                apiVersion: "snapshot.storage.k8s.io/v1",
                kind: "VolumeSnapshot",
                // Without a class, it gets the driver's default class.
                metadata: { name, labels: { [mark]: marked, [jobMark]: env.JOB_UID ?? "" } },
                spec: { source: { persistentVolumeClaimName: claim } },
            },
            409,
        )
    );
    if (!made) {
        const found = await /** @type {Promise<Snapshot[]>} */ (list(snapshotsPath));
        if (found.find(({ metadata }) => metadata.name === name)?.metadata.labels?.[jobMark] !== env.JOB_UID)
            throw new Error(`${name} exists already, and another Job made it: give this Job another name.`);
    }
    console.log(`snapshot of ${claim}: ${name}`);
}

/**
 * Deletes the snapshot in the storage system too: with the policy Retain, which protects snapshots from the deletion of a namespace, it
 * would stay, and cost, for good.
 *
 * @param {Snapshot} snapshot
 */
async function remove({ metadata, status }) {
    const name = status?.boundVolumeSnapshotContentName;
    if (name) {
        const content = await /** @type {Promise<Content | undefined>} */ (
            ask("GET", `${contentsPath}/${name}`, undefined, 404)
        );
        if (content?.spec.deletionPolicy === "Retain" && content.spec.volumeSnapshotRef.uid === metadata.uid)
            await ask("PATCH", `${contentsPath}/${name}`, { spec: { deletionPolicy: "Delete" } });
    }
    await ask("DELETE", `${snapshotsPath}/${metadata.name}`, undefined, 404);
    console.log(`deleted ${metadata.name}`);
}

/**
 * A failed step does not prevent the others, and the Job fails in the end.
 *
 * @param {() => Promise<void>} step
 */
async function unlessFails(step) {
    try {
        await step();
    } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        process.exitCode = 1;
    }
}

const keep = keepOf(env.KEEP);
const claims = await /** @type {Promise<Claim[]>} */ (list(`/api/v1/namespaces/${namespace}/persistentvolumeclaims`));
const bound = claims.filter(({ status }) => status?.phase === "Bound");
for (const { metadata } of bound) await unlessFails(() => snapshot(metadata.name));
if (bound.length === 0) console.log(`${namespace} has no volumes.`);
const made = await /** @type {Promise<Snapshot[]>} */ (list(`${snapshotsPath}?labelSelector=${mark}%3D${marked}`));
for (const one of outdated(made, keep)) await unlessFails(() => remove(one));
