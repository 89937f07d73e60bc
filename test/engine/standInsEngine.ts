/** Runs inline programs on the real engine with stand-ins, in a separate folder. */
import "../../rehearsal/engine/connections";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import type { Inputs } from "@pulumi/pulumi";
import { type ControlPlane, startControlPlane } from "../../rehearsal/controlPlane";
import { KubernetesApi } from "../../kubernetes";
import { ensureTools } from "../../tools";
import { startStandIns, type StandIns, type StandInsRequest } from "../../rehearsal/standIns";
import { dataRoot } from "../../base/folder";

/** Milliseconds for a hook that may have to build the tools first. */
export const BUILD_MS = 20 * 60_000;

export interface Registered {
    readonly op: string;
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly parent: string;
}

export interface Kept {
    readonly urn: string;
    readonly inputs: Readonly<Record<string, unknown>>;
}

export interface Run {
    readonly steps: readonly Registered[];
    readonly log: string;
}

export interface Engine {
    readonly standIns: StandIns;
    run(operation: "preview" | "up" | "refresh" | "destroy", program?: () => Promise<Inputs | void>): Promise<Run>;
    /** The state file's text. */
    state(): string;
    /** The resources in the state; empty if nothing is left. */
    resources(): Kept[];
    outputs(): Promise<Record<string, unknown>>;
    readonly stack: Stack;
    end(): Promise<void>;
}

export async function startEngine(request: StandInsRequest, config: Record<string, string> = {}): Promise<Engine> {
    mkdirSync(dataRoot, { recursive: true });
    const folder = mkdtempSync(join(dataRoot, "stand-ins-"));
    const complaints: string[] = [];
    const standIns = await startStandIns({ onComplaint: (line) => complaints.push(line), ...request });
    for (const name of ["state", "home", "work", "bin"]) mkdirSync(join(folder, name));
    const { pulumi } = await ensureTools(["pulumi"]);
    symlinkSync(pulumi, join(folder, "bin/pulumi"));
    const stack = await LocalWorkspace.createOrSelectStack(
        { stackName: "test", projectName: "stand-ins", program: () => Promise.resolve() },
        {
            workDir: join(folder, "work"),
            pulumiHome: join(folder, "home"),
            pulumiCommand: await PulumiCommand.get({ root: folder }),
            envVars: {
                PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
                PULUMI_CONFIG_PASSPHRASE: "test",
                PULUMI_DEBUG_PROVIDERS: standIns.debugProviders,
                PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
                PULUMI_SKIP_UPDATE_CHECK: "true",
            },
            projectSettings: {
                name: "stand-ins",
                runtime: "nodejs",
                backend: { url: `file://${join(folder, "state")}` },
            },
        },
    );
    for (const [key, value] of Object.entries(config)) await stack.setConfig(key, { value });

    const state = (): string => readFileSync(join(folder, "state/.pulumi/stacks/stand-ins/test.json"), "utf8");
    return {
        standIns,
        stack,
        async run(operation, program = () => Promise.resolve()) {
            const steps: Registered[] = [];
            const log: string[] = [];
            const options = {
                onOutput: (text: string) => log.push(text),
                onError: (text: string) => log.push(text),
                onEvent: ({ resourcePreEvent }: { resourcePreEvent?: { metadata: Step } }) => {
                    if (resourcePreEvent !== undefined) steps.push(registered(resourcePreEvent.metadata));
                },
            };
            stack.workspace.program = program as () => Promise<Record<string, unknown>>;
            try {
                await (stack[operation] as (options: object) => Promise<unknown>).call(stack, options);
            } catch (error) {
                throw new Error([`${operation} failed`, ...log, ...complaints].join(""), { cause: error });
            }
            return { steps, log: [...log, ...complaints].join("") };
        },
        state,
        resources: () => (JSON.parse(state()) as StateFile).checkpoint.latest.resources ?? [],
        outputs: async () =>
            Object.fromEntries(
                Object.entries(await stack.outputs()).map(([key, { value }]) => [key, value as unknown]),
            ),
        async end() {
            await standIns.stop();
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

interface StateFile {
    readonly checkpoint: { readonly latest: { readonly resources?: Kept[] } };
}

interface Step {
    readonly op: string;
    readonly urn: string;
    readonly type: string;
    readonly new?: { readonly parent?: string };
    readonly old?: { readonly parent?: string };
}

function registered({ op, urn, type, new: now, old }: Step): Registered {
    const nameOf = (of: string): string => of.split("::").slice(3).join("::");
    return { op, urn, type, name: nameOf(urn), parent: nameOf(now?.parent ?? old?.parent ?? "") };
}

/** How often each type occurs, without providers and the stack. */
export function counts(steps: readonly Registered[]): Record<string, number> {
    const found: Record<string, number> = {};
    for (const { type } of steps) {
        if (!type.startsWith("pulumi:pulumi:") && !type.startsWith("pulumi:providers:")) {
            found[type] = (found[type] ?? 0) + 1;
        }
    }
    return found;
}

export const ops = (steps: readonly Registered[]): string[] => [...new Set(steps.map(({ op }) => op))].sort();

/** What was done, such as `map create`. */
export const changed = (steps: readonly Registered[]): string[] =>
    steps.filter(({ op }) => op !== "same").map(({ name, op }) => `${name} ${op}`);

/** An API server, and for each test an engine with the stand-in for Kubernetes. */
export interface OnApiServer {
    readonly controlPlane: ControlPlane;
    readonly api: KubernetesApi;
    readonly engine: Engine;
    /** Path of the binary. */
    readonly helm: string;
}

/** Starts and stops them around the tests of the `describe` that calls this: they are available in its tests. */
export function onApiServer(): OnApiServer {
    const on = {} as { -readonly [Key in keyof OnApiServer]: OnApiServer[Key] };
    before(async function () {
        this.timeout(BUILD_MS);
        const tools = await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager", "helm"]);
        on.helm = tools.helm;
        on.controlPlane = await startControlPlane(tools);
        on.api = KubernetesApi.fromKubeconfig(on.controlPlane.kubeconfig);
    });
    after(async () => {
        on.api?.close();
        await on.controlPlane?.stop();
    });
    beforeEach(async () => {
        on.engine = await startEngine({ kinds: ["kubernetes"], tools: { helm: on.helm } });
    });
    afterEach(() => on.engine.end());
    return on;
}
