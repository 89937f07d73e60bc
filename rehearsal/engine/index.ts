import { createRequire } from "node:module";
import { join } from "node:path";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { openProgram, type OpenProgram } from "./program";
import { type Overrides, readStackFile } from "../../config/stackFile";
import { root } from "../../base/checkout";

export interface EngineOptions {
    /** Name of a committed stack: `Pulumi.<stack>.yaml`. */
    stack: string;
    /** Configuration on top of that file, by key: `{ "cluster.nodes.desired": 4 }`. */
    overrides?: Overrides;
    /** Path of the pulumi binary. */
    pulumi: string;
    /** As `ProgramOptions` has it. */
    debugProviders: string | Promise<string>;
    /** Variables of the engine's own, such as PULUMI_EXPERIMENTAL. Default: none. */
    environment?: Readonly<Record<string, string>>;
    /** Whose program and stack files: the folder of Pulumi.yaml. Default: this checkout. */
    checkout?: string;
}

/** A committed stack on the real engine, in a backend of its own. */
export interface Engine extends OpenProgram {
    /** Encrypted keys of the stack's file that could not be read, and have placeholders here. */
    placeholders: string[];
    /** Lets the same stack of another checkout go on with the state. @throws UsageError where its file is refused */
    goOnFrom(checkout: string, overrides?: Overrides): Promise<void>;
}

/** The stack's program, for the Automation API to call once for each operation. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
    const { stack, overrides, checkout = root } = options;
    const { config, secrets, placeholders } = readStackFile(stack, overrides, checkout);
    const opening = openProgram({ ...options, stackName: stack, program: programOf(checkout), config, secrets });
    setTimeout(() => tryToLoad(checkout), loadAfterMs);
    const opened = await opening;
    return {
        ...opened,
        placeholders,
        goOnFrom: async (other, otherOverrides) => {
            const file = readStackFile(stack, otherOverrides, other);
            await opened.become({ program: programOf(other), config: file.config, secrets: file.secrets });
        },
    };
}

/** Loading keeps this process busy; the engine's own is started before, and does its part meanwhile. */
const loadAfterMs = 20;

const load = (checkout: string) => createRequire(__filename)(join(checkout, "index")) as PulumiFn;

/** What cannot be loaded is said where it is run. */
function tryToLoad(checkout: string): void {
    try {
        load(checkout);
    } catch {
        return;
    }
}

const programOf =
    (checkout: string): PulumiFn =>
    async () =>
        load(checkout)();
