import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { ensureTools } from "../../tools";
import { type Engine, openEngine } from "../../rehearsal/engine";
import { type Overrides, readStackFile } from "../../config/stackFile";
import { project } from "../../base/checkout";
import { clusterSettings } from "../../rehearsal/stage";
import { treeElsewhere } from "./followers";
import { STAND_IN_KINDS, type StandIns, startStandIns } from "../../rehearsal/standIns";

/** What plays the providers here, for readers. */
export const served = [
    "The engine and the program are the real ones. Stand-ins answer for AWS and Kubernetes, so nothing was reached: " +
        "that an input forces a replacement is what the providers document, and a chart is compared by its version and values.",
];

/** The state is written once and not at every step: nothing is made that a crash could leave behind. */
const stateAtTheEnd = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** Opens stacks whose AWS and whose cluster are imagined: all of a stack comes up at once, and nothing is reached. */
export class ImaginedWorld {
    private readonly standIns = new Map<string, Promise<StandIns>>();

    private constructor(
        private readonly pulumi: string,
        private readonly folder: string,
        private readonly repository: string,
    ) {}

    /**
     * @param folder for what it needs; the caller deletes it.
     * @param repository the folder whose revisions are compared
     */
    static async open(folder: string, repository: string): Promise<ImaginedWorld> {
        const { pulumi } = await ensureTools(["pulumi"]);
        mkdirSync(folder, { recursive: true });
        return new ImaginedWorld(pulumi, folder, repository);
    }

    /** @throws UsageError where the stack's file is refused */
    async engineOf(stack: string, checkout: string): Promise<Engine> {
        const { pulumi } = this;
        const overrides = this.overridesFor(stack, checkout);
        const debugProviders = this.standInsFor(existingVpc(stack, checkout)).then((one) => one.debugProviders);
        return openEngine({
            stack,
            overrides,
            pulumi,
            debugProviders,
            checkout,
            environment: stateAtTheEnd,
        });
    }

    /** Lets the stack of another checkout go on with the state of an engine that was opened here. */
    goOnFrom(engine: Engine, stack: string, checkout: string): Promise<void> {
        return engine.goOnFrom(checkout, this.overridesFor(stack, checkout));
    }

    async close(): Promise<void> {
        await Promise.all([...this.standIns.values()].map(async (standIns) => (await standIns).stop()));
    }

    /** One process for all stacks that take the same VPC, and for those that take none. */
    private standInsFor(vpcId: string | undefined): Promise<StandIns> {
        const running = this.standIns.get(vpcId ?? "");
        if (running) return running;
        const started = startStandIns({ kinds: STAND_IN_KINDS, imagined: true, ...(vpcId && { vpcId }) });
        this.standIns.set(vpcId ?? "", started);
        return started;
    }

    private overridesFor(stack: string, checkout: string): Overrides {
        const tree = treeElsewhere(stack, checkout, this.repository);
        return { ...this.kubeconfigFor(stack, checkout), ...(tree !== undefined && { "gitops.checkout": tree }) };
    }

    /** Whoever compares need not have the stack's kubeconfig: one is made up, of another cluster for another context. */
    private kubeconfigFor(stack: string, checkout: string): Overrides {
        const { source, context } = clusterSettings(stack, {}, checkout);
        if (source !== "kubeconfig" || !context) return {};
        const name = encodeURIComponent(context);
        const path = join(this.folder, `${name}.kubeconfig`);
        const kubeconfig = {
            apiVersion: "v1",
            kind: "Config",
            // `.invalid` is never resolved (RFC 2606).
            clusters: [{ name, cluster: { server: `https://${name.replaceAll("%", "-").toLowerCase()}.invalid` } }],
            contexts: [{ name: context, context: { cluster: name, user: name } }],
            users: [{ name, user: {} }],
        };
        writeFileSync(path, stringify(kubeconfig));
        return { "cluster.kubeconfig": path };
    }
}

function existingVpc(stack: string, checkout: string): string | undefined {
    const network = readStackFile(stack, {}, checkout).config[`${project}:network`];
    return (network as { vpcId?: string } | undefined)?.vpcId;
}
