import { join } from "node:path";

/**
 * A Helm post-renderer, as a command, that keeps only a chart's CRDs. It needs full paths: the plug-in, not this
 * program, starts it, in the folder that the engine passed to it (that of Pulumi.yaml or of its `main`), or, if the
 * engine only attached to it, in any other. A Chart stores no inputs in the state, so neither path ends up there.
 */
export const crdsOnly = { command: process.execPath, args: [join(__dirname, "crdsOnly.mjs")] };
