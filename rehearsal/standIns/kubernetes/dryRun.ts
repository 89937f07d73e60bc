/** Asks the API server, at preview, whether it would take an object. */
import { KubernetesError, type KubernetesApi, type KubernetesObject } from "../../../kubernetes";
import { describe } from "./wait";

export interface Trial {
    readonly object: KubernetesObject;
    readonly fieldManager: string;
    /** Whether fields that others own are taken from them. An update that does not is refused for a conflict. */
    readonly force: boolean;
    /**
     * `create`: no object of that name may be there, unless this field manager made it (an interrupted run's).
     * `replace`: the object that is there goes first, so the trial must not be measured by it.
     */
    readonly as: "create" | "update" | "replace" | "patch";
}

/**
 * The reason for which the server refuses, naming the object; undefined when it would take it, and when only a later
 * moment can tell: the server is not reachable, or the kind is made in this same run. A namespace that is not there
 * yet is no reason; the object is then tried in `default`.
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
        // The engine asks again for what it makes in place of an old one, as of a new one, while that is still there.
        await tryIn(api, there === undefined ? trial : { ...trial, as: "replace" }, object);
        return undefined;
    } catch (error) {
        return reason(error, object);
    }
}

function found(api: KubernetesApi, object: KubernetesObject): Promise<KubernetesObject | undefined> {
    return api.get(object, object.metadata.namespace, object.metadata.name ?? "");
}

/** Whether this field manager applied the object: then an earlier run made it and was stopped before it said so. */
export function isOurs(live: KubernetesObject, fieldManager: string): boolean {
    const managers = (live.metadata.managedFields ?? []) as readonly { manager?: string }[];
    return managers.some(({ manager }) => manager === fieldManager);
}

async function tryIn(api: KubernetesApi, trial: Trial, object: KubernetesObject): Promise<void> {
    const { name = "", namespace } = object.metadata;
    const isCrd = object.kind === "CustomResourceDefinition";
    // Under another name the old object's immutable fields do not count; a CRD's name is part of what is checked.
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
