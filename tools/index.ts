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

/** Absolute paths of the tools that were asked for. */
export type Tools<T extends ToolName = ToolName> = Record<T, string>;

const toolbox = new Toolbox(new Store());

/** The display of this process, on its standard error output. */
export const standardDisplay: Display = displayOn(process.stderr);

/**
 * Finds tools on PATH and in KUBEBUILDER_ASSETS, and builds those that are not there in a good version into .tools,
 * once. May be called several times at once: nothing is built twice, and what has only the engine to wait for goes on
 * as soon as that is there.
 *
 * @param display where a user sees how far a build is.
 * @throws ToolsError whose message is all that a user needs: what to install, or what went wrong.
 */
export async function ensureTools<T extends ToolName>(
    names: readonly T[],
    display = standardDisplay,
): Promise<Tools<T>> {
    const located = await locateTools(names, display);
    return Object.fromEntries(names.map((name) => [name, located[name].path])) as Tools<T>;
}

/** Absolute path of a tool that is there already, for who can do without it; undefined where it would have to be built. */
export async function findTool(name: ToolName): Promise<string | undefined> {
    return (await toolbox.find(name))?.path;
}

/** As `ensureTools`, with each tool's version and where it is from. */
export function locateTools<T extends ToolName>(
    names: readonly T[],
    display = standardDisplay,
): Promise<Record<T, Located>> {
    return toolbox.provide(names, display);
}
