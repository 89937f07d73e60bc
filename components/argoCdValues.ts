import type { ArgoCdSettings } from "../config/schema";
import { argoCdCm, argoCdParams } from "./argoCdConfig";

const serviceType = { portForward: "ClusterIP", nodePort: "NodePort", loadBalancer: "LoadBalancer" } as const;

/**
 * Values of the chart argo-cd.
 *
 * @param knownHosts lines of SSH host keys beside those that the chart brings
 * @param imageMirror a registry that mirrors Argo CD's and Redis' images under their own paths
 */
export function argoCdValues(settings: ArgoCdSettings, knownHosts?: string, imageMirror?: string) {
    return {
        // The CRDs go with the release: by then no Application is left, and nothing else is to stay behind.
        crds: { keep: false },
        dex: { enabled: false },
        notifications: { enabled: false },
        server: {
            service: {
                type: serviceType[settings.access],
                ...(settings.access === "loadBalancer" && {
                    loadBalancerSourceRanges: settings.sourceRanges,
                    annotations: { "service.beta.kubernetes.io/aws-load-balancer-type": "nlb" },
                }),
            },
        },
        configs: {
            cm: argoCdCm(),
            params: argoCdParams(),
            ...(knownHosts && { ssh: { extraHosts: knownHosts } }),
        },
        ...(imageMirror && {
            global: { image: { repository: `${imageMirror}/argoproj/argocd` } },
            redis: { image: { repository: `${imageMirror}/docker/library/redis` } },
        }),
    };
}
