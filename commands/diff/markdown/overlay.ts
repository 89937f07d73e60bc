import type { ObjectChange, OverlayComparison } from "../model";
import { block, counted, details, table } from "./blocks";
import { change, code } from "./code";

const operations = ["removed", "changed", "added"] as const;
const manyRows = 12;
/** Of the fields of one object. */
const mostFields = 20;

/** An overlay's part of the page: its heading first. */
export function renderOverlay(comparison: OverlayComparison): string {
    const { refusals, objects, state, stacks } = comparison;
    const followed = stacks.length > 0 ? ` (followed by ${stacks.map(code).join(", ")})` : "";
    const sections = [`### Overlay ${overlayName(comparison)}${followed}: ${overlayHeadline(comparison)}`];
    for (const { side, message } of refusals) sections.push(`Kustomize refuses it at ${side}:`, block(message));
    if (state === "mended")
        sections.push("Base is refused, so that there is nothing to compare with. Head renders well.");
    const rows = objects.flatMap(rowsOf);
    const body = table(["", "object", "field", "before → after"], rows);
    if (rows.length > 0) {
        sections.push(rows.length > manyRows ? details(`Objects: ${counted(objects, operations)}`, body) : body);
    }
    return sections.join("\n\n");
}

export const overlayName = ({ path, basePath }: Pick<OverlayComparison, "path" | "basePath">): string =>
    basePath ? `${code(basePath)} → ${code(path)}` : code(path);

/** What is said of an overlay in one line. */
export function overlayHeadline({ state, objects }: OverlayComparison): string {
    if (state === "broken") return "**refused**";
    if (state === "mended") return "refused before, and not any more";
    if (state === "same") return "renders the same";
    const counts = counted(objects, operations);
    return { added: `new, ${counts}`, removed: `is removed, ${counts}`, changed: counts }[state];
}

const names: Record<ObjectChange["op"], string> = { removed: "**removed**", changed: "changed", added: "added" };

function rowsOf({ op, object, fields }: ObjectChange): string[][] {
    const first = [names[op], code(object)];
    if (fields.length === 0) return [[...first, "", ""]];
    const shown = fields
        .slice(0, mostFields)
        .map(({ path, before, after }, at) => [...(at === 0 ? first : ["", ""]), code(path), change(before, after)]);
    const left = fields.length - shown.length;
    return left > 0 ? [...shown, ["", "", `and ${left} more`, ""]] : shown;
}
