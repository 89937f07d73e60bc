import type { KubernetesObject } from "../../kubernetes";

export const annotation = (name: string) => `platform.confluent.io/${name}`;
export const hold = annotation("kraft-migration-hold-krc-creation");
export const lock = annotation("kraft-migration-cr-lock");
const ibpKey = "inter.broker.protocol.version";

/** Whether a controller must not create pods until the migration allows it. */
export const isHeld = ({ metadata }: KubernetesObject): boolean => metadata.annotations?.[hold] === "true";

export function hasRolled({ metadata, status }: KubernetesObject): boolean {
    const { phase, observedGeneration } = (status ?? {}) as { phase?: string; observedGeneration?: number };
    return phase === "RUNNING" && observedGeneration === metadata.generation;
}

export const dependsOn = ({ spec }: KubernetesObject, on: string): boolean =>
    (spec as { dependencies?: Record<string, unknown> }).dependencies?.[on] !== undefined;

const serverOf = ({ spec }: KubernetesObject): string[] =>
    (spec as { configOverrides?: { server?: string[] } }).configOverrides?.server ?? [];

export const withIbp = (kafka: KubernetesObject, version = "") => ({
    configOverrides: { server: [...withoutIbp(kafka).configOverrides.server, `${ibpKey}=${version}`] },
});

export const withoutIbp = (kafka: KubernetesObject) => ({
    configOverrides: { server: serverOf(kafka).filter((line) => !line.startsWith(ibpKey)) },
});

export const hasIbp = (kafka: KubernetesObject): boolean => serverOf(kafka).some((line) => line.startsWith(ibpKey));
