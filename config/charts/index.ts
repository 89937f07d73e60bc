import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseDocument } from "yaml";
import { hasController } from "../loadBalancers";
import { hasAutoscaler } from "../nodeGroups";
import type { Settings } from "../schema";
import { cfkReleases } from "../support";

/** The stack's settings that determine which charts it installs. */
export type ChartSettings = Pick<Settings, "cluster" | "confluent" | "argocd">;

interface Chart {
    /** The project's own name for the chart. */
    repository: string;
    /** The version of a chart for which the stack has no key: it comes with this program. */
    pinned?: string;
    /** The version that a stack installs. Undefined if it doesn't install the chart. */
    version: (settings: ChartSettings, pinned: string) => string | undefined;
}

/** Every chart that a stack may install. */
const charts = {
    "confluent-for-kubernetes": {
        repository: "https://packages.confluent.io/helm",
        version: ({ confluent }) => (confluent.install === "helm" ? cfkReleases[confluent.version].chart : undefined),
    },
    "argo-cd": {
        repository: "https://argoproj.github.io/argo-helm",
        version: ({ argocd }) => (argocd.install === "helm" ? argocd.version : undefined),
    },
    "aws-load-balancer-controller": {
        repository: "https://aws.github.io/eks-charts",
        // A new version may need other permissions: see aws/load-balancer-controller.policy.json.
        pinned: "3.5.0",
        version: (settings, pinned) => (hasController(settings) ? pinned : undefined),
    },
    "cluster-autoscaler": {
        repository: "https://kubernetes.github.io/autoscaler",
        // A new version may need other permissions: see aws/cluster-autoscaler.policy.json.
        pinned: "9.59.0",
        version: (settings, pinned) => (hasAutoscaler(settings) ? pinned : undefined),
    },
} satisfies Record<string, Chart>;

export type ChartName = keyof typeof charts;

/** The charts that a stack installs, with their versions. */
export const chartsInstalled = (settings: ChartSettings): { name: ChartName; version: string }[] =>
    Object.entries<Chart>(charts).flatMap(([name, chart]) => {
        const version = chart.version(settings, chart.pinned ?? "");
        return version === undefined ? [] : [{ name: name as ChartName, version }];
    });

/** The source of a chart, as arguments of Pulumi's Release and Chart. */
export interface ChartSource {
    /** A chart's name in `repository`, an oci:// reference, or a path. */
    chart: string;
    version: string;
    /** An HTTP chart repository. Left out for OCI and local charts. */
    repositoryOpts?: { repo: string };
}

/** Whether a mirror is a folder on this machine. */
export const isLocal = (mirror: string): boolean => !mirror.includes("://");

/**
 * Finds a chart in its own repository, or in the mirror.
 *
 * @param mirror `mirrors.charts`: an HTTP repository, an oci:// path, or a local folder with the chart as an archive
 * (`argo-cd-10.4.1.tgz`, as `helm pull` saves it) or unpacked (`argo-cd/`)
 * @param root the folder that a relative path refers to. A relative path stays relative in the result, so that the state
 * contains no paths of a machine
 */
export function chartSource(name: ChartName, version: string, mirror: string | undefined, root: string): ChartSource {
    if (!mirror) return { chart: name, version, repositoryOpts: { repo: charts[name].repository } };
    if (mirror.startsWith("oci://")) return { chart: `${mirror.replace(/\/$/, "")}/${name}`, version };
    if (!isLocal(mirror)) return { chart: name, version, repositoryOpts: { repo: mirror } };
    const folder = mirror.replace(/\/$/, "");
    const packed = `${folder}/${name}-${version}.tgz`;
    return { chart: existsSync(resolve(root, packed)) ? packed : `${folder}/${name}`, version };
}

type PinnedChart = {
    [Name in ChartName]: (typeof charts)[Name] extends { pinned: string } ? Name : never;
}[ChartName];

/** Finds a chart whose version is set here. */
export const pinnedChart = (name: PinnedChart, mirror: string | undefined, root: string): ChartSource =>
    chartSource(name, charts[name].pinned, mirror, root);

/**
 * The name and version in the Chart.yaml of an unpacked chart, such as `argo-cd 10.4.1`. Undefined for an archive, whose
 * file name contains them. Helm uses whatever is at a path, regardless of the requested version (`LocateChart` in its
 * pkg/action/install.go).
 */
export function unpackedChart(chart: string, root: string): string | undefined {
    const file = join(resolve(root, chart), "Chart.yaml");
    if (!existsSync(file)) return undefined;
    const { name, version } = (parseDocument(readFileSync(file, "utf8")).toJS() ?? {}) as Record<string, unknown>;
    return `${String(name)} ${String(version)}`;
}
