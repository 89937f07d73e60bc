import { type Addon, addonsNamespace, chartsProject, inCluster } from "../workload/addons";
import { isObject } from "../kustomize/json";
import { isNear, parseRepositoryUrl } from "../repository/repositoryUrl";
import { child } from "../workload/platform";
import { type Facts, listed } from "./rule";

const finalizer = "resources-finalizer.argocd.argoproj.io";

/** One exact version: a chart repository may resolve a range, or HEAD, to a different chart tomorrow. */
const exact = /^v?\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$/;

/** Chart values that contain whole objects of any kind. */
const ofObjects = /^(extra|additional)?(objects|deploy|manifests|resources)$/i;

/** What is wrong with one addon, and what to do; undefined if nothing is. */
type Check = (addon: Addon, facts: Facts) => [reason: string, fix: string] | undefined;

/**
 * What Argo CD would reject in an addon, what it would do against the stack's settings, and what nobody could check.
 * The stack's AppProjects enforce the first (docs/adr/0019); checking it here reports it before anything is created.
 */
export const addonChecks: Check[] = [
    ({ project }) =>
        project === chartsProject
            ? undefined
            : [
                  `has the project ${project || "default"}, which Argo CD refuses for an Application in ${addonsNamespace}`,
                  `set spec.project to ${chartsProject}, which the stack creates for addons`,
              ],
    ({ resource }) => {
        const source = child(child(resource.object, "spec"), "source");
        const others = ["path", "kustomize", "directory", "plugin", "ref"].filter((name) => child(source, name));
        const isChart = child(source, "chart") && !child(child(resource.object, "spec"), "sources");
        return isChart && others.length === 0
            ? undefined
            : [
                  "has a source other than a single Helm chart",
                  "set spec.source to repoURL, chart, targetRevision and helm",
              ];
    },
    ({ repoURL }) => {
        const url = parseRepositoryUrl(repoURL);
        if (/^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9._-]+)*$/.test(repoURL)) return undefined;
        return url?.kind === "https" || (url?.kind === "http" && isNear(url.host))
            ? undefined
            : [
                  `has spec.source.repoURL ${repoURL || "(none)"}, which is not a chart repository over TLS`,
                  "set it to https://HOST/PATH, or for OCI to HOST/PATH without a scheme",
              ];
    },
    ({ version }) =>
        exact.test(version)
            ? undefined
            : [
                  `has spec.source.targetRevision ${version || "(none)"}, which is not one version of the chart`,
                  "set it to the whole version that you have tried, such as v1.21.2",
              ],
    ({ resource }) => {
        const helm = child(child(child(resource.object, "spec"), "source"), "helm");
        const hidden = ["values", "valueFiles", "parameters", "fileParameters"].filter((name) => child(helm, name));
        return hidden.length === 0
            ? undefined
            : [
                  `has its values in ${listed(hidden.map((name) => `helm.${name}`))}, which neither the mirrors nor this check cover`,
                  "write them as a map in spec.source.helm.valuesObject",
              ];
    },
    ({ values }) => {
        const objects = Object.entries(values).filter(
            ([name, value]) => ofObjects.test(name) && Array.isArray(value) && value.length > 0,
        );
        return objects.length === 0
            ? undefined
            : [
                  `has objects of your own in ${listed(objects.map(([name]) => `valuesObject.${name}`))}`,
                  "put them in an overlay of the platform, or have an administrator of the cluster apply them",
              ];
    },
    ({ resource }) => {
        const destination = child(child(resource.object, "spec"), "destination");
        return child(destination, "server") === inCluster && !child(destination, "name")
            ? undefined
            : ["is for a cluster other than Argo CD's own", `set spec.destination.server to ${inCluster}`];
    },
    ({ namespace }, facts) => {
        const reason = notOwn(namespace, facts);
        return reason === undefined
            ? undefined
            : [
                  `has the destination namespace ${namespace || "(none)"}, ${reason}`,
                  "give it a namespace of its own, or one that it shares with other addons",
              ];
    },
    ({ resource }) => {
        const metadata = child(resource.object, "metadata");
        const finalizers = child(metadata, "finalizers");
        return Array.isArray(finalizers) && finalizers.includes(finalizer)
            ? undefined
            : [
                  "has no finalizer, so what its chart creates would remain after it is deleted",
                  `set metadata.finalizers to [${finalizer}]`,
              ];
    },
    ({ resource }) => {
        const policy = child(child(resource.object, "spec"), "syncPolicy");
        return isObject(child(policy, "automated"))
            ? undefined
            : [
                  "is not synced automatically, so the platform would wait for it forever",
                  "set spec.syncPolicy.automated",
              ];
    },
];

/** Why addons may not use a namespace; undefined if they may. */
function notOwn(namespace: string, { gitops, argocd, confluent }: Facts): string | undefined {
    const taken = {
        [gitops.namespace]: "which is the platform's (gitops.namespace)",
        [argocd.namespace]: "where an Application could be given any project (argocd.namespace)",
        [confluent.namespace]: "which is the operator's (confluent.namespace)",
        [addonsNamespace]: "where the addons' Applications are",
        default: "which everybody uses",
        "": "so its chart would not be deployed anywhere",
    };
    if (namespace in taken) return taken[namespace];
    return namespace.startsWith("kube-") ? "which is Kubernetes' own" : undefined;
}
