/** Waits for an object to become ready, or to be gone. */
import { setTimeout as sleep } from "node:timers/promises";
import { isNotFound, type KubernetesApi, type KubernetesObject } from "../../../kubernetes";
import type { JsonObject } from "../values";
import { conditionsFor } from "./readiness";

/** Seconds to wait if neither `customTimeouts` nor `pulumi.com/timeoutSeconds` is set, as in the real provider. */
export const DEFAULT_TIMEOUT_SECONDS = 600;

export interface Patience {
    readonly seconds: number;
    /** Aborted if the engine cancels. */
    readonly signal: AbortSignal;
}

/** Checks every 0.1 s at first, and every second later. */
async function until<T>(look: () => Promise<T | undefined>, { seconds, signal }: Patience): Promise<T | undefined> {
    const end = Date.now() + seconds * 1000;
    for (let pause = 100; ; pause = Math.min(pause * 1.5, 1000)) {
        const found = await look();
        if (found !== undefined || Date.now() >= end) {
            return found;
        }
        await sleep(Math.min(pause, Math.max(end - Date.now(), 1)), undefined, { signal }).catch(() => {
            throw new Error("cancelled while waiting");
        });
    }
}

export interface Readiness {
    readonly live: KubernetesObject;
    /** Empty if the object is ready. */
    readonly unmet: readonly string[];
}

/** Waits for the conditions from conditionsFor; it is an error if the object disappears in the meantime. */
export async function untilReady(api: KubernetesApi, live: KubernetesObject, patience: Patience): Promise<Readiness> {
    const conditions = conditionsFor(live);
    const { name = "", namespace } = live.metadata;
    let last = live;
    let unmet = conditions;
    const ready = await until(async () => {
        unmet = conditions.filter(({ holds }) => !holds(last));
        if (unmet.length === 0) {
            return true;
        }
        const found = await api.get(live, namespace, name);
        if (found === undefined) {
            throw new Error(`${describe(live)} was deleted by someone else while it was waited for`);
        }
        last = found;
        return undefined;
    }, patience);
    if (ready === true) {
        await served(api, last, patience);
    }
    return { live: last, unmet: unmet.map(({ text }) => text) };
}

interface CrdSpec {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
}

/** A CRD is Established a moment before its kind appears in the server's discovery. */
async function served(api: KubernetesApi, live: KubernetesObject, patience: Patience): Promise<void> {
    if (live.kind !== "CustomResourceDefinition") {
        return;
    }
    const { group, names, versions } = live.spec as CrdSpec;
    for (const { name } of versions.filter((version) => version.served)) {
        await until(() => api.resourceFor(`${group}/${name}`, names.kind).catch(ignoreNotFound), patience);
    }
}

function ignoreNotFound(error: unknown): undefined {
    if (!isNotFound(error)) {
        throw error;
    }
    return undefined;
}

/**
 * Waits until this particular object is gone; a new one with the same name doesn't count.
 * @throws Error that names what holds it
 */
export async function untilGone(api: KubernetesApi, object: KubernetesObject, patience: Patience): Promise<void> {
    const { name = "", namespace, uid } = object.metadata;
    let last = object;
    const gone = await until(async () => {
        const found = await api.get(object, namespace, name).catch(ignoreNotFound);
        last = found ?? last;
        return found === undefined || (uid !== undefined && found.metadata.uid !== uid) ? true : undefined;
    }, patience);
    if (gone !== true) {
        throw new Error(`${describe(object)} is still there after ${patience.seconds} s: ${holders(last)}`);
    }
}

/** What blocks the deletion of an object. */
export function holders(live: KubernetesObject): string {
    const finalizers = live.metadata.finalizers ?? [];
    const spec = live.spec as JsonObject | undefined;
    const inSpec = live.kind === "Namespace" && Array.isArray(spec?.finalizers) ? (spec.finalizers as string[]) : [];
    const status = live.status as { conditions?: { type: string; status: string; message?: string }[] } | undefined;
    const messages = (status?.conditions ?? [])
        .filter(({ type, status }) => /Remaining|DeletionFailure|Terminating/.test(type) && status === "True")
        .map(({ message }) => message ?? "");
    const all = [...new Set([...finalizers, ...inSpec])];
    const held = all.length === 0 ? "no finalizer holds it" : `finalizers ${all.join(", ")} hold it`;
    return [held, ...messages.filter((message) => message !== "")].join("; ");
}

export function describe({ kind, metadata }: KubernetesObject): string {
    const { name = "", namespace } = metadata;
    return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}
