import { sameMinor, type ToolName } from "./catalogue";
import type { Installed } from "./onPath";
import { minorOf } from "./version";

/**
 * Which installed tools are used. Those that have to be of one minor version are, together with what would be built of
 * them, or none of them is used.
 *
 * @param pinned the version that would be built of a tool.
 */
export function choose(
    installed: Partial<Record<ToolName, Installed>>,
    pinned: (tool: ToolName) => string,
): Partial<Record<ToolName, Installed>> {
    const minors = new Set(sameMinor.map((tool) => minorOf(installed[tool]?.version ?? pinned(tool))));
    if (minors.size <= 1) return installed;
    return Object.fromEntries(Object.entries(installed).filter(([tool]) => !sameMinor.includes(tool as ToolName)));
}
