import { writeFileSync } from "node:fs";
import { arrange } from "../../config/capacity/arrange";
import { podsOf } from "../../config/capacity/pods";
import { systemPods } from "../../config/capacity/systemPods";
import type { NodePlan, PodPlan } from "../../config/capacity/plan";
import { KubernetesApi, KubernetesError } from "../../kubernetes";
import { openScheduler } from "../../rehearsal/scheduler";
import { BadUsage, UsageError } from "../../base/error";
import { exitCodes } from "../frame/exitCodes";
import { printJson } from "../frame/json";
import { kubectlConnection } from "../frame/kubeconfig";
import { type Overlay, overlayOf } from "../frame/overlay";
import { readCluster } from "./cluster";
import { nodesOf } from "./nodes";
import { render } from "./render";
import { reportOf } from "./report";
import { suggest } from "./suggest";
import { svgOf } from "./svg";
import { type Asked, renderThroughput, throughputOf } from "./throughput";

export interface Flags {
    overlay?: string;
    nodes?: string;
    stack?: string;
    fromCluster?: boolean;
    kubeconfig?: string;
    context?: string;
    messages?: number;
    retention?: number;
    replication?: number;
    consumers?: number;
    svg?: string;
    json?: boolean;
}

export async function run(flags: Flags): Promise<number> {
    const { overlay: name, stack, svg, json } = flags;
    const asked = askedIn(flags);
    if (asked) {
        const report = throughputOf(asked);
        if (json) printJson(report);
        else console.log(renderThroughput(report));
        return exitCodes.done;
    }
    const overlay = overlayOf(name === undefined ? { stack } : { overlay: name });
    const { pods, unknown } = podsOf(overlay.resources, overlay.namespace);
    const { nodes, beside, waiting = [] } = await placeOf(flags, overlay);
    const all = [...beside, ...pods];
    const stage = await openScheduler();
    try {
        const placement = await stage.place(nodes, all);
        const fits = placement.every(({ node }) => node !== undefined);
        // For existing nodes, it isn't known how more of them would be added.
        const wouldFit = fits || flags.fromCluster ? undefined : await suggest(stage, nodes, all);
        const notCounted = [
            ...unknown.map(({ kind, name: of = "" }) => `${kind} ${of}`.trim()),
            ...waiting.map((pod) => `Pod ${pod}, which is already waiting for a node`),
        ];
        const couldFit = fits || (arrange(nodes, all).fits ?? null);
        const report = reportOf({ overlay: overlay.path, nodes, placement, notCounted, wouldFit, couldFit });
        if (svg !== undefined) writeFileSync(svg, svgOf(report));
        if (json) printJson(report);
        else console.log(render(report, flags.fromCluster));
        return fits ? exitCodes.done : exitCodes.finding;
    } finally {
        await stage.close();
    }
}

/** @throws BadUsage if a flag is missing that another one needs */
function askedIn({ messages, retention, replication, consumers }: Flags): Asked | undefined {
    if (messages === undefined) {
        if ([retention, replication, consumers].every((flag) => flag === undefined)) return undefined;
        throw new BadUsage("--retention, --replication and --consumers need --messages, such as --messages 50MB/s.");
    }
    if (retention === undefined) throw new BadUsage("Pass how long messages are kept, such as --retention 7d.");
    return { messages, retention, replication: replication ?? 3, consumers: consumers ?? 1 };
}

interface Place {
    nodes: readonly NodePlan[];
    /** Everything that needs room there in addition to the overlay. */
    beside: readonly PodPlan[];
    waiting?: readonly string[];
}

/** @throws UsageError if the cluster can't be read, BadUsage for flags that don't apply */
async function placeOf(flags: Flags, overlay: Overlay): Promise<Place> {
    const { nodes: list, stack, fromCluster, kubeconfig, context } = flags;
    if (!fromCluster) {
        if (kubeconfig !== undefined || context !== undefined)
            throw new BadUsage("--kubeconfig and --context select the cluster for --from-cluster: add that flag.");
        return { nodes: nodesOf({ list, stack }), beside: systemPods() };
    }
    const api = new KubernetesApi(kubectlConnection(flags));
    try {
        const names = new Set(overlay.resources.flatMap(({ name }) => name ?? []));
        const { nodes, pods, waiting } = await readCluster(api, { namespace: overlay.namespace, names });
        if (nodes.length === 0) throw new UsageError("The cluster has no nodes.");
        return { nodes, beside: [...notThere(pods), ...pods], waiting };
    } catch (error) {
        throw error instanceof KubernetesError ? new UsageError(error.message) : error;
    } finally {
        api.close();
    }
}

/** The operator and Argo CD, if they aren't in the cluster yet. */
function notThere(pods: readonly PodPlan[]): PodPlan[] {
    const has = (part: string) => pods.some(({ name }) => name.includes(part));
    return systemPods().filter(
        ({ of }) => (of === "Confluent operator" && !has("confluent-operator")) || (of === "Argo CD" && !has("argocd")),
    );
}
