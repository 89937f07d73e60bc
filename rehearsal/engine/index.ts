import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { stringify } from "yaml";
import program = require("../../index");
import { type Overrides, project, readStackFile, root } from "./stackFile";
import { makeWorkFolder } from "./workFolder";

export { committedStacks, exampleStacks, UsageError } from "./stackFile";

export interface EngineOptions {
    /** Name of a committed stack: `Pulumi.<stack>.yaml`. */
    stack: string;
    /** Configuration on top of that file, by key: `{ "cluster.nodes.min": 4 }`. */
    overrides?: Overrides;
    /** Path of the pulumi binary. */
    pulumi: string;
    /** Value of PULUMI_DEBUG_PROVIDERS: the stand-ins. Empty where official plug-ins serve all. */
    debugProviders: string;
    /** Whose program and stack files: the folder of Pulumi.yaml. Default: this checkout. */
    checkout?: string;
}

/** A committed stack on the real engine, in a backend of its own. */
export interface Engine {
    stack: Stack;
    /** Encrypted keys of the stack's file that could not be read, and have placeholders here. */
    placeholders: string[];
    /** What the program threw last; the engine itself only says that it failed. */
    programError(): unknown;
    /** Deletes the backend, the state with it. */
    remove(): void;
}

/** The stack's program, for the Automation API to call once for each operation. */
export async function openEngine({
    stack: stackName,
    overrides,
    pulumi,
    debugProviders,
    checkout = root,
}: EngineOptions): Promise<Engine> {
    const file = readStackFile(stackName, overrides, checkout);
    const folder = makeWorkFolder(pulumi, checkout);
    const run = programOf(checkout);
    try {
        let thrown: unknown;
        writeFileSync(join(folder.program, `Pulumi.${stackName}.yaml`), stringify({ config: file.config }));
        const stack = await LocalWorkspace.createOrSelectStack(
            {
                stackName,
                projectName: project,
                program: () =>
                    run().catch((error: unknown) => {
                        thrown = error;
                        throw error;
                    }),
            },
            {
                workDir: folder.program,
                pulumiCommand: await PulumiCommand.get({ root: folder.installation }),
                envVars: {
                    ...folder.environment,
                    ...(debugProviders && { PULUMI_DEBUG_PROVIDERS: debugProviders }),
                    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
                },
            },
        );
        for (const [key, value] of Object.entries(file.secrets)) await stack.setConfig(key, { value, secret: true });
        return { stack, placeholders: file.placeholders, programError: () => thrown, remove: folder.remove };
    } catch (error) {
        folder.remove();
        throw error;
    }
}

/** This checkout's program is loaded with this file, while nothing waits for it; another revision's when it is asked for. */
function programOf(checkout: string): typeof program {
    return checkout === root ? program : (createRequire(__filename)(join(checkout, "index")) as typeof program);
}
