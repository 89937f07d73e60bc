import { createRequire } from "node:module";
import { join } from "node:path";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { openProgram, type OpenProgram } from "./program";
import { type Overrides, readStackFile } from "../../config/stackFile";
import { root } from "../../base/checkout";

export interface EngineOptions {
    /** Name of a committed stack: `Pulumi.<stack>.yaml`. */
    stack: string;
    /** Configuration that overrides that file's, by key: `{ "cluster.nodes.desired": 4 }`. */
    overrides?: Overrides;
    /** Path of the pulumi binary. */
    pulumi: string;
    /** As in `ProgramOptions`. */
    debugProviders: string | Promise<string>;
    /** Environment variables for the engine, such as PULUMI_EXPERIMENTAL. Default: none. */
    environment?: Readonly<Record<string, string>>;
    /** The folder of Pulumi.yaml, with the program and the stack files. Default: this checkout. */
    checkout?: string;
}

/** A committed stack on the real engine, in a separate backend. */
export interface Engine extends OpenProgram {
    /** Encrypted keys in the stack's file that could not be decrypted, and have placeholders here. */
    placeholders: string[];
    /**
     * Continues with the same stack of another checkout, on the same state.
     * @throws UsageError if its file is rejected
     */
    goOnFrom(checkout: string, overrides?: Overrides): Promise<void>;
}

/** The stack's program, which the Automation API calls once for each operation. */
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

/** Loading keeps this process busy, so the engine's process is started first, and does its part meanwhile. */
const loadAfterMs = 20;

const load = (checkout: string) => createRequire(__filename)(join(checkout, "index")) as PulumiFn;

/** An error while loading is reported when the program runs. */
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
