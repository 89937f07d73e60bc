import { shortPath } from "../losses/addons";
import type { AddonChange, AddonsComparison } from "../model";
import { counted, table } from "./blocks";
import { change, code } from "./code";
import { headlineOf, mostFields, names, opening, operations } from "./opening";

/** A folder's part of the page, with its heading. */
export function renderAddons(comparison: AddonsComparison): string {
    const { addons } = comparison;
    const sections = opening("Addons", "them", addonsHeadline(comparison), comparison);
    if (addons.length > 0) sections.push(table(["", "addon", "chart", "before → after"], addons.flatMap(rowsOf)));
    return sections.join("\n\n");
}

/** The summary of a folder, in one line. */
export const addonsHeadline = ({ state, addons }: AddonsComparison): string =>
    headlineOf(state, counted(addons, operations), { same: "render the same", removed: "are removed" });

/** Shows the version first, even if it doesn't change, because the values belong to it. */
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
