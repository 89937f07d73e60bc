import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { argoCdCm, argoCdParams, forAddons } from "../../config/charts/argoCdConfig";
import type { KubernetesObject } from "../../kubernetes";
import { argoCdNamespace } from "../../kubernetes/application";

/** Where Argo CD is; the stack's `argocd.namespace`. */
interface ConfigMap extends KubernetesObject {
    data?: Record<string, string>;
}

/** Settings that something is measured or tested with. */
export interface OwnConfiguration {
    /** Keys of argocd-cm. */
    settings?: Record<string, string>;
    /** Keys of argocd-cmd-params-cm. */
    params?: Record<string, string>;
}

/**
 * What has to be in the API server before Argo CD's parts start: its namespace, the configuration from its own
 * manifests with this project's applied over it, and the default AppProject.
 *
 * @param base folder of Argo CD's manifests
 * @param own configuration that replaces this project's
 * @param addons whether there are Applications of addons
 */
export function argoCdManifests(
    base: string,
    { settings, params }: OwnConfiguration = {},
    addons = false,
): KubernetesObject[] {
    const ours: Record<string, Record<string, string>> = {
        "argocd-cm": { ...argoCdCm(), ...settings },
        "argocd-cmd-params-cm": { ...argoCdParams(), ...(addons && forAddons), ...params },
    };
    const folder = join(base, "config");
    const configuration = readdirSync(folder)
        .filter((file) => file.startsWith("argocd-"))
        .map((file) => parse(readFileSync(join(folder, file), "utf8")) as ConfigMap)
        .map((object) => {
            const { name = "" } = object.metadata;
            const data = object.kind === "ConfigMap" && { data: { ...object.data, ...ours[name] } };
            const secret = object.kind === "Secret" && {
                stringData: { "server.secretkey": randomBytes(24).toString("hex") },
            };
            return { ...object, metadata: { ...object.metadata, namespace: argoCdNamespace }, ...data, ...secret };
        });
    return [
        { apiVersion: "v1", kind: "Namespace", metadata: { name: argoCdNamespace } },
        ...configuration,
        defaultProject,
    ];
}

/** As Argo CD's API server creates it on startup; none runs here. */
const defaultProject = {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "AppProject",
    metadata: { name: "default", namespace: argoCdNamespace },
    spec: {
        sourceRepos: ["*"],
        destinations: [{ server: "*", namespace: "*" }],
        clusterResourceWhitelist: [{ group: "*", kind: "*" }],
    },
};

interface EnvironmentEntry {
    name: string;
    value?: string;
    valueFrom?: { configMapKeyRef?: { name: string; key: string } };
}

interface Workload {
    spec: { template: { spec: { containers: { env?: EnvironmentEntry[] }[] } } };
}

/**
 * The environment of a part of Argo CD in a cluster: its own manifest says which key of which ConfigMap becomes which
 * variable.
 *
 * @param manifest path of its Deployment or StatefulSet
 * @param objects the result of `argoCdManifests`
 */
export function environmentOf(manifest: string, objects: readonly KubernetesObject[]): Record<string, string> {
    const { spec } = parse(readFileSync(manifest, "utf8")) as Workload;
    const entries = spec.template.spec.containers[0]?.env ?? [];
    const valueOf = ({ value, valueFrom }: EnvironmentEntry): string | undefined => {
        const reference = valueFrom?.configMapKeyRef;
        const map: ConfigMap | undefined = objects.find(
            ({ kind, metadata }) => kind === "ConfigMap" && metadata.name === reference?.name,
        );
        return value ?? map?.data?.[reference?.key ?? ""];
    };
    return Object.fromEntries(
        entries.flatMap((entry) => {
            const value = valueOf(entry);
            return value === undefined ? [] : [[entry.name, value]];
        }),
    );
}
