import type { KubernetesObject } from "../../../kubernetes";
import type { Condition, TrackState } from "./model";

/** An entry of `status.conditions`, as most controllers write them. */
export interface StatusCondition {
    type: string;
    status: string;
    message?: string;
}

/** What an object that exists can be in, without Git's word on it. */
export type ConfluentState = Exclude<TrackState, "out of sync" | "gone">;

/** Every value of `status.phase` of a component, and of `status.state` of an object inside one, that CFK writes. */
const byWord: Record<string, ConfluentState> = {
    PROVISIONING: "progressing",
    CREATING: "progressing",
    RUNNING: "healthy",
    CREATED: "healthy",
    SUCCEEDED: "healthy",
    ERROR: "degraded",
    FAILED: "degraded",
    DELETING: "deleting",
};

/** The states of a connector that exists. */
const byConnector: Record<string, ConfluentState> = { FAILED: "degraded", PAUSED: "suspended", STOPPED: "suspended" };

interface ConfluentStatus {
    phase?: string;
    state?: string;
    observedGeneration?: number;
    connectorState?: string;
    failedTasksCount?: number;
    conditions?: StatusCondition[];
}

/** The condition of one of Confluent's objects. A status that refers to an earlier specification counts as progressing. */
export function confluentCondition({ metadata, status }: KubernetesObject): Condition & { state: ConfluentState } {
    const found = (status ?? {}) as ConfluentStatus;
    const { phase, state, observedGeneration, connectorState = "", failedTasksCount } = found;
    const word = phase ?? state;
    if (!word) return { state: "pending" };
    const ofConnector = byConnector[connectorState];
    if (ofConnector) return { state: ofConnector, says: `connector ${connectorState}` };
    if (failedTasksCount) return { state: "degraded", says: `${failedTasksCount} tasks failed` };

    const rolling = conditionIn(found, "rolling");
    if (rolling?.status === "True") return { state: "progressing", says: "rolling", message: rolling.message };
    const ofWord = byWord[word.toUpperCase()] ?? "pending";
    const isOld = observedGeneration !== undefined && observedGeneration < (metadata.generation ?? 0);
    if (ofWord === "healthy" && isOld) return { state: "progressing", says: "changed" };
    return { state: ofWord, says: word, message: ofWord === "healthy" ? undefined : waitsFor(found) };
}

/** Conditions whose message matters while they are false. Others, such as `rolling`, are normally false. */
const wanted = ["cluster-ready", "statefulset-available", "resources-ready"];

const waitsFor = (status: ConfluentStatus): string | undefined =>
    wanted.map((type) => conditionIn(status, type)).find((one) => one?.status === "False")?.message;

export const conditionIn = (
    { conditions = [] }: Pick<ConfluentStatus, "conditions">,
    name: string,
): StatusCondition | undefined => conditions.find(({ type }) => type === `platform.confluent.io/${name}`);
