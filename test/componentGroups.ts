import { readFileSync } from "node:fs";
import { join } from "node:path";
import { problemsOf } from "./componentProblems";
import { componentNames, linesOf, overlaysFor, withComponentsOn } from "./components";
import { root } from "./harness";

/** The order of lines in an overlay: that of the table in gitops/README.md. */
const order = [
    ...readFileSync(join(root, "gitops/README.md"), "utf8").matchAll(/^\| `- \.\.\/\.\.\/components\/([\w-]+)` \|/gm),
].map(([, name = ""]) => name);

/** Of a part of a component, such as tls-cert-manager/ksqldb, the component's. */
const placeOf = (line: string): number => order.indexOf(line.split("/")[0] ?? "");

/** What the head comment of a component says that it excludes. */
function excludedBy(component: string): string[] {
    const file = join(root, "gitops/platform/components", component, "kustomization.yaml");
    const [, text = ""] = /^# Excludes: ((?:.|\n# )*?)[.:](?:\s|$)/m.exec(readFileSync(file, "utf8")) ?? [];
    return [...text.matchAll(/\.\.\/([\w-]+)/g)].map(([, name = ""]) => name);
}

/**
 * What an overlay can have at once, so that few commits have had it with each component that it fits: their lines, in the order
 * of an overlay's. Who excludes whom, components say; where that is not all, the rules do.
 *
 * @param apart components that are tried otherwise
 */
export async function groupsFor(overlay: string, apart: readonly string[]): Promise<string[][]> {
    const lines = componentNames
        .filter((name) => overlaysFor(name).includes(overlay))
        .map((name) => linesOf(name, overlay))
        .filter((names) => !names.some((line) => apart.includes(line)))
        // Those that bring the most with them first: many others are with them then.
        .sort((one, other) => other.length - one.length);
    const groups: string[][] = [];
    for (const group of grouped(lines, (all) => !isExclusive(all))) {
        if ((await problemsWith(overlay, group.flat())).length === 0) groups.push(inOrder(group.flat()));
        else groups.push(...(await byRules(overlay, group)));
    }
    return groups;
}

/** Puts each where it first fits, which `fits` says of all lines together. @returns groups of components' lines */
function grouped(lines: readonly string[][], fits: (all: string[]) => boolean): string[][][] {
    const groups: string[][][] = [];
    for (const one of lines) {
        const joined = groups.find((group) => fits([...group.flat(), ...one]));
        if (joined) joined.push(one);
        else groups.push([one]);
    }
    return groups;
}

/** As `grouped`, by asking the rules about each: that takes its time. */
async function byRules(overlay: string, lines: readonly string[][]): Promise<string[][]> {
    const groups: string[][] = [];
    for (const one of lines) {
        let joined = false;
        for (const group of groups) {
            const all = inOrder([...group, ...one]);
            if ((await problemsWith(overlay, all)).length > 0) continue;
            group.splice(0, group.length, ...all);
            joined = true;
            break;
        }
        if (!joined) groups.push(inOrder(one));
    }
    return groups;
}

/** A size is in place of another. */
const isExclusive = (lines: readonly string[]): boolean =>
    lines.filter((one) => one.startsWith("size-")).length > 1 ||
    lines.some((one) => excludedBy(one).some((name) => lines.includes(name)));

const inOrder = (lines: readonly string[]): string[] =>
    [...new Set(lines)].sort((one, other) => placeOf(one) - placeOf(other));

const problemsWith = (overlay: string, lines: readonly string[]): Promise<string[]> =>
    withComponentsOn(overlay, inOrder(lines), problemsOf);
