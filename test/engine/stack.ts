import { execFileSync } from "node:child_process";
import type { Stack } from "@pulumi/pulumi/automation";
import { applyManifests, type ControlPlane } from "../../rehearsal/controlPlane";
import { KubernetesApi } from "../../kubernetes";
import { openStage, type StageOptions } from "../../rehearsal/stage";
import { playArgoCd } from "./argoCdStandIn";

/** What an operation did, in order. */
export interface Done {
    op: string;
    type: string;
    name: string;
    /** Name of the layer; empty for the stack itself. */
    layer: string;
}

/** A stack on the real engine and a real API server, for tests. */
export interface TestStack {
    stack: Stack;
    api: KubernetesApi;
    controlPlane: ControlPlane;
    close(): Promise<void>;
}

export async function openTestStack(options: Omit<StageOptions, "embedded" | "offline">): Promise<TestStack> {
    const stage = await openStage({ ...options, embedded: true, offline: true });
    const { controlPlane } = stage;
    if (!controlPlane) throw new Error("the stage was opened without a control plane");
    const api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
    const endArgoCd = playArgoCd(api);
    return {
        stack: stage.engine.stack,
        api,
        controlPlane,
        close: async () => {
            await endArgoCd();
            api.close();
            await stage.close();
        },
    };
}

export const makeNamespace = (controlPlane: ControlPlane, name: string) =>
    applyManifests(controlPlane, [{ apiVersion: "v1", kind: "Namespace", metadata: { name } }]);

/** Runs an operation and returns what changed, in order. */
export async function run(stack: Stack, operation: "up" | "destroy"): Promise<Done[]> {
    const done: Done[] = [];
    await stack[operation]({
        onEvent: ({ resOutputsEvent }) => {
            if (!resOutputsEvent) return;
            const { op, type, urn } = resOutputsEvent.metadata;
            if (op === "same" || /^pulumi:/.test(type)) return;
            done.push({ op, type, name: urn.split("::").at(-1) ?? "", layer: layerOf(urn) });
        },
    });
    return done;
}

/** The layer's class, from the first type in a URN that is ours. */
const layerOf = (urn: string): string => /platform:[^:$]+:([^:$]+)/.exec(urn)?.[1] ?? "";

/** Kills this process's running engine, like a power cut. */
export function killEngine(): void {
    process.kill(enginePid(), "SIGKILL");
}

/** Process id of this process's running engine. @throws Error if there is none */
export function enginePid(): number {
    const processes = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
        .split("\n")
        .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
        .filter((match) => match !== null);
    const engine = processes.find(
        ([, , parent, command]) => Number(parent) === process.pid && /bin\/pulumi /.test(command ?? ""),
    );
    if (!engine) throw new Error("no engine is running");
    return Number(engine[1]);
}
