import type { KubernetesObject } from "../../../kubernetes";
import type { Condition, TrackState } from "./model";

/** An entry of `status.conditions`, as most controllers write them. */
export interface StatusCondition {
    type: string;
    status: string;
    message?: string;
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

/** What a connector does that is there. */
const byConnector: Record<string, TrackState> = { FAILED: "degraded", PAUSED: "suspended", STOPPED: "suspended" };

interface ConfluentStatus {
    phase?: string;
    state?: string;
    observedGeneration?: number;
    connectorState?: string;
    failedTasksCount?: number;
    conditions?: StatusCondition[];
}

/** How one of Confluent's objects is. A state that is about an earlier specification is one of getting there. */
export function confluentCondition({ metadata, status }: KubernetesObject): Condition {
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

/** Conditions that say what is missing while they are not met. Others, such as `rolling`, are fine when they are not. */
const wanted = ["cluster-ready", "statefulset-available", "resources-ready"];

const waitsFor = (status: ConfluentStatus): string | undefined =>
    wanted.map((type) => conditionIn(status, type)).find((one) => one?.status === "False")?.message;

const conditionIn = ({ conditions = [] }: ConfluentStatus, name: string): StatusCondition | undefined =>
    conditions.find(({ type }) => type === `platform.confluent.io/${name}`);
