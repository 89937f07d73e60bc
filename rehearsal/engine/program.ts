import "./connections";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace, PulumiCommand, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import { parse, stringify } from "yaml";
import { project, root } from "../../base/checkout";
import { makeWorkFolder } from "./workFolder";

export interface ProgramOptions {
    stackName: string;
    /** Called once for each operation. */
    program: PulumiFn;
    /** As in a stack's file: `{ "aws:region": "eu-central-1" }`. */
    config: Readonly<Record<string, unknown>>;
    /** Configuration to be encrypted. Default: none. */
    secrets?: Readonly<Record<string, string>>;
    /** Path of the pulumi binary. */
    pulumi: string;
    /**
     * Value of PULUMI_DEBUG_PROVIDERS: the stand-ins, which may still be starting. Empty if official plug-ins serve all
     * providers.
     */
    debugProviders: string | Promise<string>;
    /** Environment variables for the engine, such as PULUMI_EXPERIMENTAL. Default: none. */
    environment?: Readonly<Record<string, string>>;
    /** The folder for the program's relative paths. Default: this checkout. */
    checkout?: string;
}

/** A program on the real engine, in a separate backend. */
export interface OpenProgram {
    stack: Stack;
    /** What the program threw last; the engine itself only reports that it failed. */
    programError(): unknown;
    /** Continues with a different program and configuration on the same state. */
    become(next: Pick<ProgramOptions, "program" | "config" | "secrets">): Promise<void>;
    /** Deletes the backend, including the state. */
    remove(): void;
}

export async function openProgram(options: ProgramOptions): Promise<OpenProgram> {
    const { stackName, program, config, secrets = {}, pulumi, debugProviders, checkout = root } = options;
    // No real cluster is created that would have to admit this machine, so nothing on the internet is asked for its
    // address.
    process.env.CALLER_ADDRESS ??= "";
    const folder = makeWorkFolder(pulumi, checkout);
    try {
        let thrown: unknown;
        let current = program;
        const file = join(folder.program, `Pulumi.${stackName}.yaml`);
        writeFileSync(file, stringify({ config }));
        const source = {
            stackName,
            projectName: project,
            program: () =>
                current().catch((error: unknown) => {
                    thrown = error;
                    throw error;
                }),
        };
        // The backend is new, so there is no need for another engine process that first looks for a stack.
        const create = async (): Promise<Stack> =>
            LocalWorkspace.createStack(source, {
                workDir: folder.program,
                pulumiCommand: await PulumiCommand.get({ root: folder.installation }),
                envVars: {
                    ...folder.environment,
                    ...options.environment,
                    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
                },
            });
        const starting = [create(), Promise.resolve(debugProviders)] as const;
        // Waits for both, even if one fails: the other would continue in a folder that is deleted.
        await Promise.allSettled(starting);
        const [stack, providers] = await Promise.all(starting);
        if (providers) stack.workspace.envVars.PULUMI_DEBUG_PROVIDERS = providers;
        await encrypt(stack, secrets);
        return {
            stack,
            programError: () => thrown,
            become: async (next) => {
                [current, thrown] = [next.program, undefined];
                // Keeps what the engine has written into the file for encryption.
                writeFileSync(
                    file,
                    stringify({ ...(parse(readFileSync(file, "utf8")) as object), config: next.config }),
                );
                await encrypt(stack, next.secrets ?? {});
            },
            remove: folder.remove,
        };
    } catch (error) {
        folder.remove();
        throw error;
    }
}

async function encrypt(stack: Stack, secrets: Readonly<Record<string, string>>): Promise<void> {
    for (const [key, value] of Object.entries(secrets)) await stack.setConfig(key, { value, secret: true });
}
