import { check } from "../config/check";
import { root } from "./harness";
import { byReader } from "./overlays";

/** Kinds that components need in addition to those that a stack allows by default: `gitops.kinds`. */
export const furtherKinds = [
    "Service",
    "batch/CronJob",
    "batch/Job",
    "networking.k8s.io/Ingress",
    "cert-manager.io/Certificate",
    "cert-manager.io/Issuer",
    "monitoring.coreos.com/PodMonitor",
    "monitoring.coreos.com/PrometheusRule",
    "argoproj.io/Rollout",
    "argoproj.io/AnalysisTemplate",
];

/**
 * What a preview rejects about an overlay, with a cluster about which nothing is known; kinds of other groups are
 * allowed.
 * @param more further keys of `gitops`
 */
export function problemsOf(path: string, more: Readonly<Record<string, unknown>> = {}): string[] {
    const groups = {
        cluster: { source: "existing", name: "shared" },
        gitops: {
            repository: "https://git.example.com/platform/confluent-gitops.git",
            path,
            kinds: furtherKinds,
            ...more,
        },
    };
    const { problems } = check({
        groups,
        secrets: {},
        region: "eu-central-1",
        root,
        rendered: byReader,
        today: "2026-11-27",
    });
    return problems.map(({ key, reason, fix }) => `${key} ${reason}; ${fix}`);
}
