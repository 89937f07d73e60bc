import { sameMinor, type ToolName } from "./catalogue";
import type { Installed } from "./onPath";
import { minorOf } from "./version";

/**
 * Which installed tools are used. Tools that need the same minor version are used only if all of them, including those that
 * would be built, have it.
 *
 * @param pinned the version of a tool that would be built
 */
export function choose(
    installed: Partial<Record<ToolName, Installed>>,
    pinned: (tool: ToolName) => string,
): Partial<Record<ToolName, Installed>> {
    const minors = new Set(sameMinor.map((tool) => minorOf(installed[tool]?.version ?? pinned(tool))));
    if (minors.size <= 1) return installed;
    return Object.fromEntries(Object.entries(installed).filter(([tool]) => !sameMinor.includes(tool as ToolName)));
}
