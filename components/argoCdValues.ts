import { mergeValues, type Need, type Values, valuesOf } from "../config/chartValues";
import { confluentGroup } from "../config/confluentKinds";
import type { Secrets, Settings } from "../config/schema";
import { argoCdCm, argoCdParams } from "./argoCdConfig";
import { pullSecretName } from "./imagePullSecret";

const serviceType = { portForward: "ClusterIP", nodePort: "NodePort", loadBalancer: "LoadBalancer" } as const;
const loadBalancerType = "service.beta.kubernetes.io/aws-load-balancer-type";

/** What of the stack's configuration the values follow. */
export type ArgoCdChartArgs = Pick<Settings, "argocd" | "gitops" | "mirrors"> & { secrets: Secrets };

/** Keys of argocd-cm and argocd-cmd-params-cm that this program builds on; the others it sets are its defaults. */
const needed: Record<string, string> = {
    "application.resourceTrackingMethod": "the sweeper and unstick go by the annotation",
    "resource.customizations":
        "it holds the health of Confluent's kinds; say yours as resource.customizations.health.GROUP_KIND",
    "controller.diff.server.side": "a commit with an unknown field would keep later ones waiting",
    "controller.resource.health.persist": "this program reads the health of each resource from the Application",
};

/**
 * What the program needs of the chart argo-cd: names of its values.yaml
 * (https://github.com/argoproj/argo-helm/blob/main/charts/argo-cd/values.yaml).
 */
export function argoCdNeeds({ argocd, gitops, mirrors, secrets }: ArgoCdChartArgs, users: Values): Need[] {
    const { access, sourceRanges } = argocd;
    const isLoadBalancer = access === "loadBalancer";
    const byAccess = "argocd.access and argocd.sourceRanges say how its page is reached";
    const names = "its objects are looked for by the names that they have without it";
    const health = `resource.customizations.health.${confluentGroup}_`;
    return [
        {
            path: ["crds", "install"],
            value: true,
            isDefault: true,
            why: "the stack makes an AppProject and an Application",
        },
        {
            path: ["crds", "keep"],
            value: false,
            why: "no Application is left when the release goes, and nothing else is to stay behind",
        },
        ...["nameOverride", "fullnameOverride", "namespaceOverride"].map((key) => ({
            path: [key],
            value: undefined,
            why: names,
        })),
        {
            path: ["createClusterRoles"],
            value: true,
            isDefault: true,
            why: "Argo CD manages another namespace than its own",
        },
        { path: ["server", "service", "type"], value: serviceType[access], why: byAccess },
        {
            path: ["server", "service", "loadBalancerSourceRanges"],
            value: isLoadBalancer ? sourceRanges : undefined,
            why: byAccess,
        },
        ...(isLoadBalancer
            ? [{ path: ["server", "service", "annotations", loadBalancerType], value: "nlb", why: byAccess }]
            : []),
        { path: ["configs", "cm", "create"], value: true, isDefault: true, why: "it holds the health checks" },
        { path: ["configs", "params", "create"], value: true, isDefault: true, why: "it holds what Argo CD runs with" },
        ...Object.entries({ cm: argoCdCm(), params: argoCdParams() }).flatMap(([map, entries]) =>
            Object.entries(entries).flatMap(([key, value]) => {
                const why = key.startsWith(health) ? needed["resource.customizations"] : needed[key];
                return why === undefined ? [] : [{ path: ["configs", map, key], value, why }];
            }),
        ),
        // A key by kind would win over the one health check of the group.
        ...healthKeys(users, health).map((key) => ({
            path: ["configs", "cm", key],
            value: undefined,
            why: "the program brings the health of Confluent's kinds, by which waves wait for each other",
        })),
        ...(gitops.knownHosts
            ? [{ path: ["configs", "ssh", "extraHosts"], value: gitops.knownHosts, why: "gitops.knownHosts says them" }]
            : []),
        ...(mirrors.images
            ? Object.entries(mirrorPaths).map(([path, image]) => ({
                  path: path.split("."),
                  value: `${mirrors.images}/${image}`,
                  why: "mirrors.images says where images come from",
              }))
            : []),
        ...(secrets.imagePullSecret
            ? [
                  {
                      path: ["global", "imagePullSecrets"],
                      value: [{ name: pullSecretName }],
                      why: "the stack makes it, from imagePullSecret",
                  },
              ]
            : []),
    ];
}

/** Images of the chart, and what their paths in a mirror are: those of parts that are off by default too. */
const mirrorPaths = {
    "global.image.repository": "argoproj/argocd",
    "redis.image.repository": "docker/library/redis",
    "redis.exporter.image.repository": "oliver006/redis_exporter",
    "redis-ha.image.repository": "docker/library/redis",
    "redis-ha.haproxy.image.repository": "docker/library/haproxy",
    "redis-ha.exporter.image": "oliver006/redis_exporter",
    "dex.image.repository": "dexidp/dex",
    "server.extensions.image.repository": "argoprojlabs/argocd-extension-installer",
};

function healthKeys(users: Values, prefix: string): string[] {
    const { cm } = (users.configs ?? {}) as { cm?: Values };
    const own = argoCdCm();
    return Object.keys(cm ?? {}).filter((key) => key.startsWith(prefix) && !(key in own));
}

/** Requests are what an idle Argo CD of one Application takes, the limits leave room for dozens; the chart says none. */
const resources = (requestedMemory: string, memory: string, requestedCpu: string, cpu: string) => ({
    resources: { requests: { cpu: requestedCpu, memory: requestedMemory }, limits: { cpu, memory } },
});

function defaults(): Values {
    return {
        controller: resources("256Mi", "1Gi", "250m", "1"),
        repoServer: resources("128Mi", "1Gi", "50m", "1"),
        server: resources("128Mi", "512Mi", "50m", "500m"),
        applicationSet: resources("64Mi", "256Mi", "50m", "200m"),
        redis: resources("64Mi", "256Mi", "50m", "200m"),
        redisSecretInit: resources("64Mi", "128Mi", "50m", "200m"),
        dex: { enabled: false, ...resources("32Mi", "128Mi", "10m", "100m") },
        notifications: { enabled: false, ...resources("64Mi", "256Mi", "50m", "200m") },
        configs: { cm: argoCdCm(), params: argoCdParams() },
    };
}

/** Values of the chart argo-cd: the defaults, the user's over them, and over those what is needed. */
export function argoCdValues(args: ArgoCdChartArgs, users: Values): Values {
    return mergeValues(defaults(), users, valuesOf(argoCdNeeds(args, users)));
}
