import type { KubernetesObject } from "../../kubernetes";

export const nameOf = ({ metadata }: KubernetesObject): string => metadata.name ?? "";
export const isOn = ({ metadata }: KubernetesObject, name: string): boolean => metadata.annotations?.[name] === "true";
export const depends = ({ spec }: KubernetesObject, on: string): boolean =>
    (spec as { dependencies?: Record<string, unknown> }).dependencies?.[on] !== undefined;

/** Argo CD also accepts `enabled: false` as a pause (its Application's spec.syncPolicy.automated). */
export function syncs({ spec }: KubernetesObject): boolean {
    const { automated } = (spec as { syncPolicy?: { automated?: { enabled?: boolean } } }).syncPolicy ?? {};
    return automated !== undefined && automated.enabled !== false;
}

/** Why a component's pods can't be replaced now. */
export function unready({ kind, metadata, status }: KubernetesObject): string | undefined {
    const { phase, observedGeneration } = (status ?? {}) as { phase?: string; observedGeneration?: number };
    const isStale = observedGeneration !== undefined && observedGeneration !== metadata.generation;
    if (phase === "RUNNING" && !isStale) return undefined;
    return `${kind} ${metadata.name} is ${isStale ? "still taking up a change" : (phase ?? "not taken up by the operator")}`;
}

export function messageOf({ status }: KubernetesObject): string {
    const { conditions = [] } = (status ?? {}) as { conditions?: { status?: string; message?: string }[] };
    return conditions.find((one) => one.status === "False")?.message ?? "";
}
