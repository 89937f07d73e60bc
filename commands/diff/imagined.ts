import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { type Engine, openEngine } from "../../rehearsal/engine";
import { type Overrides, readStackFile } from "../../config/stackFile";
import { project } from "../../base/checkout";
import { clusterSettings } from "../../rehearsal/stage";
import { treeElsewhere } from "./followers";
import { STAND_IN_KINDS, type StandIns, startStandIns } from "../../rehearsal/standIns";

/** What plays the providers here, for readers. */
export const served = [
    "The engine and the program are the real ones. Stand-ins answer for AWS and Kubernetes, so nothing was reached: " +
        "which inputs force a replacement is what the providers document, and a chart is compared by its version and values.",
];

/** Writes the state once and not after every step, because a crash here leaves no resources behind. */
const stateAtTheEnd = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** What the Automation API asks for after each `up`, with three more processes of the engine, and what nothing here reads. */
const unasked = { outputs: () => Promise.resolve({}), info: () => Promise.resolve(undefined) };

/** What a comparison shares among its stacks. It is passed from process to process. */
export interface World {
    /** Path of the pulumi binary. */
    pulumi: string;
    /** A folder for temporary files. It exists already, and the caller deletes it. */
    folder: string;
    /** The folder whose revisions are compared. */
    repository: string;
}

/** The stand-ins' processes: one for all stacks that use the same VPC, and one for those that use none. */
export class SharedStandIns {
    private readonly standIns = new Map<string, Promise<StandIns>>();

    /** The value of PULUMI_DEBUG_PROVIDERS for a stack. @param checkouts the first one that can be read decides which VPC */
    async providersOf(stack: string, checkouts: readonly string[]): Promise<string> {
        const vpcId = existingVpc(stack, checkouts);
        const running = this.standIns.get(vpcId ?? "");
        const standIns = running ?? startStandIns({ kinds: STAND_IN_KINDS, imagined: true, ...(vpcId && { vpcId }) });
        this.standIns.set(vpcId ?? "", standIns);
        return (await standIns).debugProviders;
    }

    async stop(): Promise<void> {
        await Promise.all([...this.standIns.values()].map(async (standIns) => (await standIns).stop()));
    }
}

/** A stack with a simulated AWS account and cluster. All of it comes up at once, and nothing real is reached. */
export class ImaginedStack {
    constructor(
        private readonly stack: string,
        private readonly world: World,
        private readonly debugProviders: string,
    ) {}

    /** @throws UsageError if the stack's file is refused */
    async engineOf(checkout: string): Promise<Engine> {
        const { stack, debugProviders } = this;
        const { pulumi } = this.world;
        const overrides = this.overridesFor(checkout);
        const engine = await openEngine({
            stack,
            overrides,
            pulumi,
            debugProviders,
            checkout,
            environment: stateAtTheEnd,
        });
        Object.assign(engine.stack, unasked);
        return engine;
    }

    /** Lets the stack of another checkout continue with the state of an engine that was opened here. */
    goOnFrom(engine: Engine, checkout: string): Promise<void> {
        return engine.goOnFrom(checkout, this.overridesFor(checkout));
    }

    private overridesFor(checkout: string): Overrides {
        const tree = treeElsewhere(this.stack, checkout, this.world.repository);
        return { ...this.kubeconfigFor(checkout), ...(tree !== undefined && { "gitops.checkout": tree }) };
    }

    /**
     * A user who compares need not have the stack's kubeconfig, so a fake one is written, with a different cluster for each
     * context.
     */
    private kubeconfigFor(checkout: string): Overrides {
        const { source, context } = clusterSettings(this.stack, {}, checkout);
        if (source !== "kubeconfig" || !context) return {};
        const name = encodeURIComponent(context);
        const path = join(this.world.folder, `${name}.kubeconfig`);
        const kubeconfig = {
            apiVersion: "v1",
            kind: "Config",
            // `.invalid` never resolves (RFC 2606).
            clusters: [{ name, cluster: { server: `https://${name.replaceAll("%", "-").toLowerCase()}.invalid` } }],
            contexts: [{ name: context, context: { cluster: name, user: name } }],
            users: [{ name, user: {} }],
        };
        writeFileSync(path, stringify(kubeconfig));
        return { "cluster.kubeconfig": path };
    }
}

/** A refused stack file is refused again, and reported, when the stack is compared. */
function existingVpc(stack: string, [checkout, ...others]: readonly string[]): string | undefined {
    if (checkout === undefined) return undefined;
    try {
        const network = readStackFile(stack, {}, checkout).config[`${project}:network`];
        return (network as { vpcId?: string } | undefined)?.vpcId;
    } catch {
        return existingVpc(stack, others);
    }
}
