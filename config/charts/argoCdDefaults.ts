import type { Values } from "./values";
import { argoCdCm, argoCdParams } from "./argoCdConfig";

/**
 * The chart sets no resources. Requests are what an idle Argo CD with one Application uses, and limits leave room for
 * dozens.
 */
const resources = (requestedMemory: string, memory: string, requestedCpu: string, cpu: string) => ({
    resources: { requests: { cpu: requestedCpu, memory: requestedMemory }, limits: { cpu, memory } },
});

/** For components that run a script, or forward metrics. */
const small = resources("32Mi", "64Mi", "10m", "100m");

/** Components that the chart turns off by default, for users who turn them on. */
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

/** Values of the argo-cd chart, unless the user overrides them. */
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
