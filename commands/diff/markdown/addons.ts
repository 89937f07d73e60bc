import { shortPath } from "../losses/addons";
import type { AddonChange, AddonsComparison } from "../model";
import { block, counted, table } from "./blocks";
import { change, code } from "./code";
import { overlayName } from "./overlay";

const operations = ["removed", "changed", "added"] as const;
/** Of the fields of one addon. */
const mostFields = 20;

/** A folder's part of the page: its heading first. */
export function renderAddons(comparison: AddonsComparison): string {
    const { refusals, addons, state, stacks } = comparison;
    const followed = stacks.length > 0 ? ` (followed by ${stacks.map(code).join(", ")})` : "";
    const sections = [`### Addons ${overlayName(comparison)}${followed}: ${addonsHeadline(comparison)}`];
    for (const { side, message } of refusals) sections.push(`Kustomize refuses them at ${side}:`, block(message));
    if (state === "mended")
        sections.push("Base is refused, so that there is nothing to compare with. Head renders well.");
    if (addons.length > 0) sections.push(table(["", "addon", "chart", "before → after"], addons.flatMap(rowsOf)));
    return sections.join("\n\n");
}

/** What is said of a folder in one line. */
export function addonsHeadline({ state, addons }: AddonsComparison): string {
    if (state === "broken") return "**refused**";
    if (state === "mended") return "refused before, and not any more";
    if (state === "same") return "render the same";
    const counts = counted(addons, operations);
    return { added: `new, ${counts}`, removed: `are removed, ${counts}`, changed: counts }[state];
}

const names: Record<AddonChange["op"], string> = { removed: "**removed**", changed: "changed", added: "added" };

/** The version first, whether it changes or not: it is what the values are of. */
function rowsOf({ op, name, chart, version: { before, after }, releases, fields }: AddonChange): string[][] {
    const notes = releases !== undefined && before !== after && after !== undefined ? ` ([releases](${releases}))` : "";
    const version = before === after ? code(after ?? "") : change(before, after);
    const shown = fields.slice(0, mostFields);
    const left = fields.length - shown.length;
    return [
        [names[op], code(name), `${code(chart)}${notes}`, version],
        ...shown.map((field) => ["", "", code(shortPath(field.path)), change(field.before, field.after)]),
        ...(left > 0 ? [["", "", `and ${left} more`, ""]] : []),
    ];
}
