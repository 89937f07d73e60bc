import type { ObjectChange, OverlayComparison } from "../model";
import { counted, details, table } from "./blocks";
import { change, code } from "./code";
import { headlineOf, mostFields, names, opening, operations } from "./opening";

const manyRows = 12;

/** An overlay's part of the page, with its heading. */
export function renderOverlay(comparison: OverlayComparison): string {
    const { objects } = comparison;
    const sections = opening("Overlay", "it", overlayHeadline(comparison), comparison);
    const rows = objects.flatMap(rowsOf);
    const body = table(["", "object", "field", "before → after"], rows);
    if (rows.length > 0) {
        sections.push(rows.length > manyRows ? details(`Objects: ${counted(objects, operations)}`, body) : body);
    }
    return sections.join("\n\n");
}

/** The summary of an overlay, in one line. */
export const overlayHeadline = ({ state, objects }: OverlayComparison): string =>
    headlineOf(state, counted(objects, operations), { same: "renders the same", removed: "is removed" });

function rowsOf({ op, object, fields }: ObjectChange): string[][] {
    const first = [names[op], code(object)];
    if (fields.length === 0) return [[...first, "", ""]];
    const shown = fields
        .slice(0, mostFields)
        .map(({ path, before, after }, at) => [...(at === 0 ? first : ["", ""]), code(path), change(before, after)]);
    const left = fields.length - shown.length;
    return left > 0 ? [...shown, ["", "", `and ${left} more`, ""]] : shown;
}
