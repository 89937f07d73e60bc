import type { KubernetesObject } from "../../../kubernetes";
import { applicationCondition } from "./argoCdCondition";
import { confluentCondition, type StatusCondition } from "./confluentCondition";
import type { Condition } from "./model";

/** The condition of an object, from what its controller has written into it. */
export function conditionOf(object: KubernetesObject): Condition {
    const condition = deletion(object) ?? alive(object);
    // Controllers write an empty message if they have nothing to say.
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

/** By kind. A kind that is not listed is one of Confluent's, or is ready as soon as it exists. */
const byKind: Record<string, (object: KubernetesObject) => Condition> = {
    Application: applicationCondition,
    Deployment: deploymentCondition,
};

function alive(object: KubernetesObject): Condition {
    const [group = ""] = object.apiVersion.split("/");
    if (group.endsWith("platform.confluent.io")) return confluentCondition(object);
    return byKind[object.kind]?.(object) ?? { state: "healthy" };
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
