import type { ResourceChange, StackComparison } from "../model";
import { layers } from "../../preview/tree";
import { block, counted, details, table } from "./blocks";
import { change, code } from "./code";
import { shortType } from "./type";

const operations = ["replaced", "removed", "changed", "added"] as const;
/** Above this number, a part is collapsed. */
const manyRows = 12;
/** The most inputs of one resource. */
const mostInputs = 10;

/** A stack's part of the page, with its heading. */
export function renderStack(comparison: StackComparison): string {
    const { state, refusals, resources, notes } = comparison;
    const sections = [`### Stack ${code(comparison.stack)}: ${headline(comparison)}`];
    for (const { side, message } of refusals) {
        sections.push(`Refused at ${side}:`, block(message));
    }
    if (state === "mended")
        sections.push("Base is refused, so there is nothing to compare with. Head previews without errors.");
    const parts = byLayer(resources).map(([layer, changes]) => renderLayer(layer, changes));
    const rows = parts.map(({ rows }) => rows).reduce((sum, count) => sum + count, 0);
    const body = parts.map(({ text }) => text).join("\n\n");
    if (body)
        sections.push(rows > manyRows ? details(`Resources by layer: ${counted(resources, operations)}`, body) : body);
    if (notes.length > 0) sections.push(notes.map((note) => `- ${note}`).join("\n"));
    return sections.join("\n\n");
}

/** The summary of a stack, in one line. */
export function headline({ state, resources, unchanged }: StackComparison): string {
    const counts = counted(resources, operations);
    if (state === "broken") return "**refused**";
    if (state === "mended") return "no longer refused";
    if (state === "removed") return "its file is removed; its resources stay until `pulumi destroy`";
    if (state === "added") return `a new stack, ${counts}`;
    const same = state === "changed" ? `${unchanged} unchanged` : `no resource changes, of ${unchanged}`;
    return [counts, same].filter(Boolean).join(", ");
}

function byLayer(resources: readonly ResourceChange[]): [string, ResourceChange[]][] {
    const place = (layer: string) => (layers.includes(layer) ? layers.indexOf(layer) : layers.length);
    const names = [...new Set(resources.map(({ layer }) => layer))].sort((one, other) => place(one) - place(other));
    return names.map((name) => [name, sorted(resources.filter(({ layer }) => layer === name))]);
}

/** The most serious first, then by type and name, because the engine's order differs from run to run. */
const sorted = (changes: readonly ResourceChange[]): ResourceChange[] =>
    [...changes].sort(
        (one, other) =>
            operations.indexOf(one.op) - operations.indexOf(other.op) ||
            `${one.type} ${one.name}`.localeCompare(`${other.type} ${other.name}`, "en", { numeric: true }),
    );

function renderLayer(layer: string, changes: readonly ResourceChange[]): { rows: number; text: string } {
    // Mentions operations that affect several resources in the same way only once.
    const merged = new Map<string, { name: string; resources: string[]; inputs: string[][] }>();
    for (const change of changes) {
        const [name, inputs] = [rowName(change), inputRows(change)];
        const key = JSON.stringify([name, inputs]);
        const row = merged.get(key) ?? { name, resources: [], inputs };
        merged.set(key, { ...row, resources: [...row.resources, resource(change)] });
    }
    const lines = [...merged.values()].flatMap(({ name, resources, inputs: [first = ["", ""], ...others] }) => [
        [name, resources.join("<br>"), ...first],
        ...others.map((input) => ["", "", ...input]),
    ]);
    return { rows: lines.length, text: `**${layer}**\n\n${table(["", "resource", "input", "before → after"], lines)}` };
}

const names: Record<ResourceChange["op"], string> = {
    replaced: "**replaced**",
    removed: "**removed**",
    changed: "changed",
    added: "added",
};

const rowName = ({ op, retained }: ResourceChange): string => (retained ? "let go, and kept" : names[op]);
const resource = ({ type, name }: ResourceChange): string => `${shortType(type)} ${code(name)}`;

/** The inputs that change, with a row for each. The engine's own reasons have no values. */
function inputRows({ inputs }: ResourceChange): string[][] {
    const shown = inputs.slice(0, mostInputs).map(({ path, before, after, forces }) => {
        const isReason = before === undefined && after === undefined;
        return [`${code(path)}${forces ? " **forces it**" : ""}`, isReason ? "another one" : change(before, after)];
    });
    const left = inputs.length - shown.length;
    return left > 0 ? [...shown, [`and ${left} more`, ""]] : shown;
}
