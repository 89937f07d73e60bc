import type { KubernetesObject } from "../../../kubernetes";
import type { Condition, TrackState } from "./model";

/** The part of an Application's status that this file reads (argo-cd, pkg/apis/application/v1alpha1/types.go). */
interface ApplicationStatus {
    health?: { status?: string; message?: string };
    sync?: { status?: string };
    operationState?: { phase?: string; message?: string };
    conditions?: { type: string; message: string }[];
}

const byHealth: Record<string, TrackState> = {
    Healthy: "healthy",
    Progressing: "progressing",
    Degraded: "degraded",
    Suspended: "suspended",
    Missing: "pending",
};

/**
 * The condition of an Application. What stops Argo CD takes precedence over what it is doing, and that over what it has
 * found.
 */
export function applicationCondition({ status }: KubernetesObject): Condition {
    const { health, sync, operationState, conditions = [] } = (status ?? {}) as ApplicationStatus;
    if (!sync && !operationState) return { state: "pending" };

    const says = [sync?.status, health?.status].filter(Boolean).join(", ");
    const error = conditions.find(({ type }) => type.endsWith("Error"));
    const { phase = "", message = "" } = operationState ?? {};
    const isSynced = sync?.status === "Synced";
    if (phase === "Running" || phase === "Terminating")
        return { state: "progressing", says: phase === "Running" ? "Syncing" : "Sync ending", message };
    if (error) return { state: "degraded", says, message: `${error.type}: ${error.message}` };
    if (!isSynced && (phase === "Failed" || phase === "Error"))
        return { state: "degraded", says: `Sync ${phase.toLowerCase()}`, message };
    if (!isSynced) return { state: sync?.status === "OutOfSync" ? "out of sync" : "pending", says };
    return { state: byHealth[health?.status ?? ""] ?? "pending", says, message: health?.message ?? "" };
}
