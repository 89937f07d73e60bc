/** Asks the API server, in a preview, whether it would accept an object. */
import { KubernetesError, type KubernetesApi, type KubernetesObject } from "../../../kubernetes";
import { describe } from "./wait";

export interface Trial {
    readonly object: KubernetesObject;
    readonly fieldManager: string;
    /** Whether to take over fields that others own. Without this, a conflict makes an update fail. */
    readonly force: boolean;
    /**
     * `create`: no object with this name may exist, unless this field manager created it (in an interrupted run).
     * `replace`: the existing object is deleted first, so the trial must not be compared with it.
     */
    readonly as: "create" | "update" | "replace" | "patch";
}

/**
 * Why the server rejects the object, naming it; undefined if it would accept it, or if that can't be determined yet:
 * the server is unreachable, or the kind is created in the same run. A missing namespace is no reason; the object is
 * then tried in `default`.
 */
export async function refusal(api: KubernetesApi, trial: Trial): Promise<string | undefined> {
    const { object } = trial;
    try {
        const there = trial.as === "create" ? await found(api, object) : undefined;
        if (there !== undefined && !isOurs(there, trial.fieldManager)) {
            return (
                `${describe(object)} already exists and is not this stack's: ` +
                `take it over with a ${object.kind}Patch resource or the import option`
            );
        }
        // For a replacement, the engine checks again as for a new object, while the old one still exists.
        await tryIn(api, there === undefined ? trial : { ...trial, as: "replace" }, object);
        return undefined;
    } catch (error) {
        return reason(error, object);
    }
}

function found(api: KubernetesApi, object: KubernetesObject): Promise<KubernetesObject | undefined> {
    return api.get(object, object.metadata.namespace, object.metadata.name ?? "");
}

/**
 * Whether this field manager applied the object: then an earlier run created it and was interrupted before it reported
 * that.
 */
export function isOurs(live: KubernetesObject, fieldManager: string): boolean {
    const managers = (live.metadata.managedFields ?? []) as readonly { manager?: string }[];
    return managers.some(({ manager }) => manager === fieldManager);
}

async function tryIn(api: KubernetesApi, trial: Trial, object: KubernetesObject): Promise<void> {
    const { name = "", namespace } = object.metadata;
    const isCrd = object.kind === "CustomResourceDefinition";
    // Under a different name, the old object's immutable fields don't matter; a CRD's name is part of what is checked.
    const tried =
        trial.as === "replace" && !isCrd
            ? { ...object, metadata: { ...object.metadata, name: `${name}-dry-run` } }
            : object;
    try {
        await api.apply(tried, { dryRun: true, strict: true, force: trial.force, fieldManager: trial.fieldManager });
    } catch (error) {
        const lacksNamespace =
            namespace !== undefined &&
            namespace !== "default" &&
            error instanceof KubernetesError &&
            error.code === 404 &&
            (await api.get({ apiVersion: "v1", kind: "Namespace" }, undefined, namespace)) === undefined;
        if (!lacksNamespace) {
            throw error;
        }
        await tryIn(api, trial, { ...object, metadata: { ...object.metadata, namespace: "default" } });
    }
}

function reason(error: unknown, object: KubernetesObject): string | undefined {
    if (!(error instanceof KubernetesError)) {
        return error instanceof Error ? error.message : String(error);
    }
    const passing = error.code === 0 || error.code === 404 || error.code === 429 || error.code >= 502;
    return passing
        ? undefined
        : `${describe(object)}: the API server refuses it: ${error.status.message ?? error.message}`;
}
