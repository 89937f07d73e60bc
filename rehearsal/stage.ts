import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { ensureTools, findTool } from "../tools";
import { Cleanup } from "../base/cleanup";
import { type ControlPlane, installCrds, startControlPlane } from "./controlPlane";
import { type Engine, openEngine } from "./engine";
import { type Overrides, readStackFile } from "../config/stackFile";
import { project } from "../base/checkout";
import { type GitOps, gitOpsTools, type GitOpsOptions, startGitOps } from "./gitOps";
import { startProviders } from "./providers";
import type { StandInKind } from "./standIns";

export interface StageOptions {
    /** Name of a committed stack. */
    stack: string;
    overrides?: Overrides;
    /**
     * Whether to start a control plane for the stack: in place of the cluster in its kubeconfig, or as the EKS cluster
     * that it creates.
     */
    embedded: boolean;
    /** Whether AWS must not be reached, whatever plug-ins are installed. */
    offline: boolean;
    /** Seconds to wait for each second that AWS typically takes. Default: 0. */
    timeScale?: number;
    /** Starts the whole GitOps loop on the control plane, and makes the stack follow its repository. Default: none. */
    gitOps?: GitOpsOptions;
    /** The folder of Pulumi.yaml, with the program and the stack files. Default: this checkout. */
    checkout?: string;
}

/** The rehearsal provides the operators; the stack treats them as already installed. */
export const operatorsTaken: Overrides = { "confluent.install": "none", "argocd.install": "none" };

/** A committed stack, its engine, its providers and its cluster, ready for an operation. */
export interface Stage {
    engine: Engine;
    /** Set if `embedded` was requested. */
    controlPlane: ControlPlane | undefined;
    /** Set if `gitOps` was requested. */
    gitOps: GitOps | undefined;
    /** Sentences for the user about what stands in for what: the providers, and where the CRDs come from. */
    served: string[];
    /** Ends everything, and deletes its data. */
    close(): Promise<void>;
}

/** Sets everything up. If a later part fails, the earlier ones are ended again. */
export async function openStage(options: StageOptions): Promise<Stage> {
    const cleanup = new Cleanup();
    try {
        return await open(options, cleanup);
    } catch (error) {
        await cleanup.run();
        throw error;
    }
}

async function open(options: StageOptions, cleanup: Cleanup): Promise<Stage> {
    const { stack, overrides = {}, embedded, offline, timeScale = 0, checkout } = options;
    const settings = clusterSettings(stack, overrides, checkout);
    const { pulumi } = await ensureTools(["pulumi"]);
    const served: string[] = [];

    let controlPlane: ControlPlane | undefined;
    // Helm installs charts; a preview can do without it, and so doesn't have to wait until it is built.
    const helm = embedded || offline ? (await ensureTools(["helm"])).helm : await findTool("helm");
    if (embedded) {
        const tools = await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager"]);
        controlPlane = await startControlPlane(tools);
        cleanup.add(() => controlPlane?.stop());
        served.push("cluster: embedded control plane (a real API server; no pod runs in it)");
        served.push(
            ...(await Promise.all([crds(controlPlane, "argocd", helm), crds(controlPlane, "confluent", helm)])),
        );
    }
    let gitOps: GitOps | undefined;
    if (options.gitOps && controlPlane) {
        const { addons } = gitopsSettings(stack, overrides, checkout);
        const tools = await ensureTools(gitOpsTools);
        const started = await startGitOps(controlPlane, tools, options.gitOps, addons !== undefined);
        cleanup.add(() => started.stop());
        served.push(...started.served);
        gitOps = started;
    }

    const isTaken = settings.source === "kubeconfig";
    const starting = startProviders({
        kinds: providerKinds[settings.source] ?? [],
        pulumi,
        helm,
        offline,
        timeScale,
        eksKubeconfig: isTaken ? undefined : controlPlane?.kubeconfig,
        vpcId: existingVpc(stack, overrides, checkout),
    });
    cleanup.add(() =>
        starting.then(
            (providers) => providers.stop(),
            () => undefined,
        ),
    );
    const debugProviders = starting.then((providers) => providers.debugProviders);

    const kubeconfig = isTaken && controlPlane ? { "cluster.kubeconfig": kubeconfigFor(controlPlane, settings) } : {};
    const repository = gitOps ? { "gitops.repository": gitOps.repository.url } : {};
    const engine = await openEngine({
        stack,
        overrides: { ...overrides, ...kubeconfig, ...repository },
        pulumi,
        debugProviders,
        checkout,
    });
    cleanup.add(() => engine.remove());
    const providers = await starting;
    return { engine, controlPlane, gitOps, served: [...providers.served, ...served], close: () => cleanup.run() };
}

/** Installs an operator's CRDs, and returns their source. */
async function crds(controlPlane: ControlPlane, operator: "argocd" | "confluent", helm?: string): Promise<string> {
    return `CRDs of ${operator}: ${(await installCrds(controlPlane, operator, helm)).source}`;
}

/** The providers that a stack uses, by the source of its cluster. */
const providerKinds: Record<string, readonly StandInKind[]> = {
    eks: ["kubernetes", "aws", "awsx", "eks", "command"],
    existing: ["kubernetes", "aws"],
    kubeconfig: ["kubernetes"],
};

interface ClusterSettings {
    source: string;
    context?: string;
}

/** A stack's settings for its cluster, before validation. */
export function clusterSettings(stack: string, overrides: Overrides, checkout?: string): ClusterSettings {
    const settings = readStackFile(stack, overrides, checkout).config[`${project}:cluster`];
    return { source: "eks", ...(settings as Partial<ClusterSettings> | undefined) };
}

/** A stack's settings for its part in Git, before validation. */
const gitopsSettings = (stack: string, overrides: Overrides, checkout?: string): { addons?: unknown } =>
    readStackFile(stack, overrides, checkout).config[`${project}:gitops`] ?? {};

/** The existing VPC that the stack uses; undefined if it creates one, or needs none. */
function existingVpc(stack: string, overrides: Overrides, checkout?: string): string | undefined {
    const network = readStackFile(stack, overrides, checkout).config[`${project}:network`];
    return (network as { vpcId?: string } | undefined)?.vpcId;
}

/** A kubeconfig file for the control plane whose context has the name that the stack expects. */
function kubeconfigFor(controlPlane: ControlPlane, { context = "rehearsal" }: ClusterSettings): string {
    const kubeconfig = parse(controlPlane.kubeconfig) as { contexts: { name: string }[] };
    const contexts = kubeconfig.contexts.map((entry) => ({ ...entry, name: context }));
    const path = join(controlPlane.dataDir, "stack-kubeconfig.yaml");
    writeFileSync(path, stringify({ ...kubeconfig, contexts, "current-context": context }), { mode: 0o600 });
    return path;
}
