import type { ToolName } from "./catalogue";
import { displayOn } from "./display";
import { type Display } from "./step";
import { Store } from "./store";
import { type Located, Toolbox } from "./toolbox";

export { type ArgoCdFiles, argoCdFiles } from "./argoCdFiles";
export { addonTools, capacityTools, monitoringTools, rehearsalTools, type ToolName, toolNames } from "./catalogue";
export { ToolsError } from "./error";
export { moduleFiles } from "./moduleFiles";
export { pinnedVersion } from "./pinned";
export type { Display } from "./step";
export type { Located } from "./toolbox";

/** Absolute paths of the requested tools. */
export type Tools<T extends ToolName = ToolName> = Record<T, string>;

const toolbox = new Toolbox(new Store());

/** The display of this process, on its standard error output. */
export const standardDisplay: Display = displayOn(process.stderr);

/**
 * Finds tools on the PATH and in KUBEBUILDER_ASSETS, and builds those without a supported version into .tools, once. It can
 * be called several times concurrently: nothing is built twice, and a caller that only needs the engine continues as soon
 * as that is ready.
 *
 * @param display shows the progress of a build
 * @throws ToolsError whose message says what to install, or what went wrong
 */
export async function ensureTools<T extends ToolName>(
    names: readonly T[],
    display = standardDisplay,
): Promise<Tools<T>> {
    const located = await locateTools(names, display);
    return Object.fromEntries(names.map((name) => [name, located[name].path])) as Tools<T>;
}

/**
 * Absolute path of a tool that is already available, for callers that can do without it. Undefined if it would have to be
 * built.
 */
export async function findTool(name: ToolName): Promise<string | undefined> {
    return (await toolbox.find(name))?.path;
}

/** Like `ensureTools`, with each tool's version and origin. */
export function locateTools<T extends ToolName>(
    names: readonly T[],
    display = standardDisplay,
): Promise<Record<T, Located>> {
    return toolbox.provide(names, display);
}
