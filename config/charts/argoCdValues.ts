import { mapAt, mergeValues, type Need, type Values, valueAt, valuesOf } from "./values";
import { confluentGroup } from "../workload/confluentKinds";
import { argoCdAnnotations, controllerClass, maker } from "../loadBalancers";
import type { Secrets, Settings } from "../schema";
import { applicationNamespaces, argoCdCm, argoCdParams } from "./argoCdConfig";
import { addonsNamespace } from "../workload/addons";
import { argoCdDefaults } from "./argoCdDefaults";
import { overridesOfParams } from "./argoCdOverrides";
import { pullSecretName } from "./pullSecret";

const serviceType = {
    portForward: "ClusterIP",
    nodePort: "NodePort",
    loadBalancer: "LoadBalancer",
    internalLoadBalancer: "LoadBalancer",
} as const;

/** Names in the chart's values that determine the names of its objects: argocd-server, and so on. */
const names: [path: string[], value: string | undefined][] = [
    [["nameOverride"], "argocd"],
    [["fullnameOverride"], undefined],
    [["namespaceOverride"], undefined],
    [["server", "name"], "server"],
    [["controller", "name"], "application-controller"],
];

/** The parts of the stack's configuration on which the values depend. */
export type ArgoCdChartArgs = Pick<Settings, "argocd" | "cluster" | "gitops" | "mirrors"> & { secrets: Secrets };

/** Keys of argocd-cm and argocd-cmd-params-cm that this program needs. The others that it sets are defaults. */
const needed: Record<string, string> = {
    "application.resourceTrackingMethod": "the sweeper and unstick rely on the annotation",
    "resource.customizations":
        "it contains the health checks for Confluent's kinds; set yours as resource.customizations.health.GROUP_KIND",
    "controller.diff.server.side": "a commit with an unknown field would block later ones",
    "controller.resource.health.persist": "this program reads the health of each resource from the Application",
};

/** Argo CD's behaviour unless argocd-cm changes it, which this program needs (its util/settings/settings.go). */
const unlessToldOtherwise: [key: string, value: string, why: string][] = [
    ["cluster.inClusterEnabled", "true", "Argo CD deploys the platform to its own cluster"],
    ["kustomize.enable", "true", "the overlay needs Kustomize"],
    [
        "application.sync.impersonation.enabled",
        "false",
        "the stack's AppProject names no service account for syncs, so every sync would fail",
    ],
];

/**
 * Values of the argo-cd chart that the program needs, by their names in its values.yaml
 * (https://github.com/argoproj/argo-helm/blob/main/charts/argo-cd/values.yaml).
 */
export function argoCdNeeds(args: ArgoCdChartArgs, users: Values): Need[] {
    const { argocd, gitops, mirrors, secrets } = args;
    const { access, sourceRanges } = argocd;
    const byAccess = "argocd.access and argocd.sourceRanges determine how it is reached";
    const byName = "the program finds its objects by the names that they have without it";
    const pullSecrets = [{ name: pullSecretName }];
    return [
        {
            path: ["crds", "install"],
            value: true,
            isDefault: true,
            why: "the stack creates an AppProject and an Application",
        },
        {
            path: ["crds", "keep"],
            value: false,
            why: "no Application is left when the release is deleted, and nothing else should be left either",
        },
        ...names.map(([path, value]) => ({ path, value, isDefault: true, why: byName })),
        {
            path: ["createClusterRoles"],
            value: true,
            isDefault: true,
            why: "Argo CD manages a namespace other than its own",
        },
        { path: ["server", "service", "type"], value: serviceType[access], why: byAccess },
        {
            path: ["server", "service", "loadBalancerSourceRanges"],
            value: sourceRanges.length > 0 ? sourceRanges : undefined,
            why: byAccess,
        },
        ...(maker(args) === "controller"
            ? [{ path: ["server", "service", "loadBalancerClass"], value: controllerClass, why: byAccess }]
            : []),
        ...Object.entries(argoCdAnnotations(args, isPlain(users))).map(([annotation, value]) => ({
            path: ["server", "service", "annotations", annotation],
            value,
            why: byAccess,
        })),
        { path: ["configs", "cm", "create"], value: true, isDefault: true, why: "it contains the health checks" },
        {
            path: ["configs", "params", "create"],
            value: true,
            isDefault: true,
            why: "it contains Argo CD's parameters",
        },
        ...Object.entries({ cm: argoCdCm(), params: argoCdParams() }).flatMap(([map, entries]) =>
            Object.entries(entries).flatMap(([key, value]) => {
                const why = needed[key];
                return why === undefined ? [] : [{ path: ["configs", map, key], value, why }];
            }),
        ),
        ...unlessToldOtherwise.map(([key, value, why]) => ({
            path: ["configs", "cm", key],
            value,
            isDefault: true,
            why,
        })),
        ...healthKeys(users).map((key) => ({
            path: ["configs", "cm", key],
            value: undefined,
            why: "the program has its own health checks for Confluent's kinds, and sync waves depend on them",
        })),
        ...(gitops.addons === undefined ? [] : addonNeeds(users)),
        ...overridesOfParams(users),
        ...(gitops.knownHosts
            ? [{ path: ["configs", "ssh", "extraHosts"], value: gitops.knownHosts, why: "gitops.knownHosts sets them" }]
            : []),
        ...(mirrors.images
            ? Object.entries(mirrorPaths).map(([path, image]) => ({
                  path: path.split("."),
                  value: `${mirrors.images}/${image}`,
                  why: "mirrors.images determines where images come from",
              }))
            : []),
        ...(secrets.imagePullSecret
            ? pullSecretPaths.map((path) => ({
                  path: path.split("."),
                  value: pullSecrets,
                  why: "the stack creates it, from imagePullSecret",
              }))
            : []),
    ];
}

/** What addons need: a namespace for their Applications, and their health, for which the platform waits. */
function addonNeeds(users: Values): Need[] {
    const path = ["configs", "params", applicationNamespaces];
    const value = valueAt(users, path);
    const said = typeof value === "string" ? value : "";
    const others = said.split(",").map((name) => name.trim());
    return [
        {
            path,
            value: others.includes(addonsNamespace) ? said : [...others.filter(Boolean), addonsNamespace].join(","),
            why: `the Applications of gitops.addons are in ${addonsNamespace}: add it to the list`,
        },
        {
            path: ["configs", "cm", "resource.customizations.health.argoproj.io_Application"],
            value: undefined,
            why: "the program has its own health check for Applications, and the platform waits for the addons by it",
        },
    ];
}

/** Whether Argo CD responds without TLS. */
export const isPlain = (users: Values): boolean =>
    String(valueAt(users, ["configs", "params", "server.insecure"])) === "true";

/** Where pull secrets are set: the chart of Redis in high availability doesn't use the global ones. */
const pullSecretPaths = ["global.imagePullSecrets", "redis-ha.imagePullSecrets", "redis-ha.haproxy.imagePullSecrets"];

/** Images of the chart, with their paths in a mirror, including those of components that are off by default. */
const mirrorPaths = {
    "global.image.repository": "argoproj/argocd",
    "redis.image.repository": "docker/library/redis",
    "redis.exporter.image.repository": "oliver006/redis_exporter",
    "redis-ha.image.repository": "docker/library/redis",
    "redis-ha.haproxy.image.repository": "docker/library/haproxy",
    "redis-ha.exporter.image": "oliver006/redis_exporter",
    "redis-ha.sysctlImage.registry": "docker/library",
    "redis-ha.configmapTest.image.repository": "koalaman/shellcheck",
    "dex.image.repository": "dexidp/dex",
    "server.extensions.image.repository": "argoprojlabs/argocd-extension-installer",
};

/**
 * Health checks that would be used instead of the group's: one for a kind takes precedence, and of two wildcards either
 * may.
 */
function healthKeys(users: Values): string[] {
    const health = "resource.customizations.health.";
    return Object.keys(mapAt(users, ["configs", "cm"])).filter(
        (key) => key.startsWith(`${health}${confluentGroup}_`) || key === `${health}all`,
    );
}

/** Values of the argo-cd chart: the defaults, then the user's, then those that the program needs. */
export function argoCdValues(args: ArgoCdChartArgs, users: Values): Values {
    return mergeValues(argoCdDefaults(), users, valuesOf(argoCdNeeds(args, users)));
}
