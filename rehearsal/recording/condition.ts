import type { KubernetesObject } from "../kubernetesApi";
import { applicationCondition } from "./argoCdCondition";
import type { Condition, TrackState } from "./model";

/** How an object is, by what its controller has written into it. */
export function conditionOf(object: KubernetesObject): Condition {
    const condition = deletion(object) ?? alive(object);
    // Empty is what a controller writes where it has nothing to say.
    return { state: condition.state, says: condition.says || undefined, message: condition.message || undefined };
}

function deletion({ metadata, status }: KubernetesObject): Condition | undefined {
    if (!metadata.deletionTimestamp) return undefined;
    const { conditions = [] } = (status ?? {}) as { conditions?: StatusCondition[] };
    const remaining = conditions.find(({ type, status }) => type.endsWith("Remaining") && status === "True");
    const { finalizers = [] } = metadata;
    const held = finalizers.length > 0 ? `held by ${finalizers.join(", ")}` : undefined;
    return { state: "deleting", says: "Terminating", message: remaining?.message ?? held };
}

interface StatusCondition {
    type: string;
    status: string;
    message?: string;
}

/** By kind; a kind that is not here is one of Confluent's, or is fine as soon as it is there. */
const byKind: Record<string, (object: KubernetesObject) => Condition> = {
    Application: applicationCondition,
    Deployment: deploymentCondition,
};

function alive(object: KubernetesObject): Condition {
    const [group = ""] = object.apiVersion.split("/");
    if (group.endsWith("platform.confluent.io")) return confluentCondition(object);
    return byKind[object.kind]?.(object) ?? { state: "healthy" };
}

/** `status.phase` of a component, and `status.state` of what lives in one: all the words that CFK has for them. */
const byWord: Record<string, TrackState> = {
    PROVISIONING: "progressing",
    CREATING: "progressing",
    RUNNING: "healthy",
    CREATED: "healthy",
    SUCCEEDED: "healthy",
    ERROR: "degraded",
    FAILED: "degraded",
    DELETING: "deleting",
};

interface ConfluentStatus {
    phase?: string;
    state?: string;
    observedGeneration?: number;
    connectorState?: string;
    failedTasksCount?: number;
    conditions?: StatusCondition[];
}

/** How one of Confluent's objects is. A state that is about an earlier specification is one of getting there. */
function confluentCondition({ metadata, status }: KubernetesObject): Condition {
    const { phase, state, observedGeneration, connectorState, failedTasksCount, conditions } = (status ??
        {}) as ConfluentStatus;
    const word = phase ?? state;
    if (!word) return { state: "pending" };
    const message = conditions?.find(({ status }) => status === "False")?.message;
    const found = byWord[word.toUpperCase()] ?? "pending";
    if (connectorState === "FAILED") return { state: "degraded", says: "connector FAILED", message };
    if (failedTasksCount) return { state: "degraded", says: `${failedTasksCount} tasks failed`, message };
    const isOld = observedGeneration !== undefined && observedGeneration < (metadata.generation ?? 0);
    if (found === "healthy" && isOld) return { state: "progressing", says: "changed", message };
    return { state: found, says: word, message: found === "healthy" ? undefined : message };
}

interface Deployment {
    spec?: { replicas?: number };
    status?: { observedGeneration?: number; availableReplicas?: number; conditions?: StatusCondition[] };
}

function deploymentCondition(object: KubernetesObject): Condition {
    const { spec, status = {} } = object as Deployment;
    const wanted = spec?.replicas ?? 1;
    const { availableReplicas: available = 0, observedGeneration = 0, conditions = [] } = status;
    const says = `${available} of ${wanted} available`;
    const stuck = conditions.find(({ type, status }) => type === "Progressing" && status === "False");
    if (stuck) return { state: "degraded", says, message: stuck.message };
    const isThere = available >= wanted && observedGeneration >= (object.metadata.generation ?? 0);
    return { state: isThere ? "healthy" : "progressing", says };
}
