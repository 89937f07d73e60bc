import { readFileSync } from "node:fs";
import { join } from "node:path";
import { problemsOf } from "./componentProblems";
import { componentNames, linesOf, overlaysFor, withComponentsOn } from "./components";
import { root } from "./harness";

/** The order of lines in an overlay: that of the table in gitops/README.md. */
const order = [
    ...readFileSync(join(root, "gitops/README.md"), "utf8").matchAll(/^\| `- \.\.\/\.\.\/components\/([\w-]+)` \|/gm),
].map(([, name = ""]) => name);

/** The position of a component, or of a part of it, such as tls-cert-manager/ksqldb. */
const placeOf = (line: string): number => order.indexOf(line.split("/")[0] ?? "");

/** What a component excludes, according to its head comment. */
function excludedBy(component: string): string[] {
    const file = join(root, "gitops/platform/components", component, "kustomization.yaml");
    const [, text = ""] = /^# Excludes: ((?:.|\n# )*?)[.:](?:\s|$)/m.exec(readFileSync(file, "utf8")) ?? [];
    return [...text.matchAll(/\.\.\/([\w-]+)/g)].map(([, name = ""]) => name);
}

/**
 * Groups of components that an overlay can have at the same time, so that few commits cover each component that fits
 * it: their lines, in the overlay's order. The components say what they exclude; where that isn't enough, the rules do.
 *
 * @param apart components that are tested separately
 */
export async function groupsFor(overlay: string, apart: readonly string[]): Promise<string[][]> {
    const lines = componentNames
        .filter((name) => overlaysFor(name).includes(overlay))
        .map((name) => linesOf(name, overlay))
        .filter((names) => !names.some((line) => apart.includes(line)))
        // Starting with those that bring the most lines: many others are then in the same group.
        .sort((one, other) => other.length - one.length);
    const groups: string[][] = [];
    for (const group of grouped(lines, (all) => !isExclusive(all))) {
        if ((await problemsWith(overlay, group.flat())).length === 0) groups.push(inOrder(group.flat()));
        else groups.push(...(await byRules(overlay, group)));
    }
    return groups;
}

/**
 * Puts each into the first group that it fits, according to `fits` for all lines together.
 * @returns groups of components' lines
 */
function grouped(lines: readonly string[][], fits: (all: string[]) => boolean): string[][][] {
    const groups: string[][][] = [];
    for (const one of lines) {
        const joined = groups.find((group) => fits([...group.flat(), ...one]));
        if (joined) joined.push(one);
        else groups.push([one]);
    }
    return groups;
}

/** Like `grouped`, but asks the rules about each, which takes time. */
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

/** A size replaces another one. */
const isExclusive = (lines: readonly string[]): boolean =>
    lines.filter((one) => one.startsWith("size-")).length > 1 ||
    lines.some((one) => excludedBy(one).some((name) => lines.includes(name)));

const inOrder = (lines: readonly string[]): string[] =>
    [...new Set(lines)].sort((one, other) => placeOf(one) - placeOf(other));

const problemsWith = (overlay: string, lines: readonly string[]): Promise<string[]> =>
    withComponentsOn(overlay, inOrder(lines), problemsOf);
