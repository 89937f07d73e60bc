import type { Values } from "./values";
import { argoCdCm, argoCdParams } from "./argoCdConfig";

/** Requests are what an idle Argo CD of one Application takes, the limits leave room for dozens; the chart says none. */
const resources = (requestedMemory: string, memory: string, requestedCpu: string, cpu: string) => ({
    resources: { requests: { cpu: requestedCpu, memory: requestedMemory }, limits: { cpu, memory } },
});

/** For what runs a script, or passes figures on. */
const small = resources("32Mi", "64Mi", "10m", "100m");

/** Parts that the chart leaves off, for those who turn them on. */
const offByDefault: Values = {
    commitServer: resources("64Mi", "256Mi", "50m", "200m"),
    "redis-ha": {
        redis: resources("64Mi", "256Mi", "50m", "200m"),
        sentinel: resources("32Mi", "128Mi", "10m", "100m"),
        // HAProxy keeps room for as many connections as it may have files open.
        haproxy: { ...resources("64Mi", "512Mi", "50m", "200m"), init: small },
        init: small,
        splitBrainDetection: small,
        exporter: small,
    },
};

/** What the chart argo-cd is told unless the user says otherwise. */
export const argoCdDefaults = (): Values => ({
    controller: resources("256Mi", "1Gi", "250m", "1"),
    repoServer: resources("128Mi", "1Gi", "50m", "1"),
    server: { ...resources("128Mi", "512Mi", "50m", "500m"), extensions: small },
    applicationSet: resources("64Mi", "256Mi", "50m", "200m"),
    redis: { ...resources("64Mi", "256Mi", "50m", "200m"), exporter: small },
    redisSecretInit: resources("64Mi", "128Mi", "50m", "200m"),
    dex: { enabled: false, ...resources("32Mi", "128Mi", "10m", "100m") },
    notifications: { enabled: false, ...resources("64Mi", "256Mi", "50m", "200m") },
    ...offByDefault,
    configs: { cm: argoCdCm(), params: argoCdParams() },
});
