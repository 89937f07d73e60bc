import { join } from "node:path";

/**
 * A Helm post-renderer as a command, that leaves a chart's CRDs alone. By its full path: the plug-in, not this program, starts
 * it, in the folder that the engine gave it (that of Pulumi.yaml or of its `main`), or, where the engine only attached to
 * it, in any other. A Chart keeps no inputs in the state, so neither path gets there.
 */
export const crdsOnly = { command: process.execPath, args: [join(__dirname, "crdsOnly.mjs")] };
