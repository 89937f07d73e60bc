import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { NewFile } from "./newFile";
import { choicesIn, scalarOf, withEntry } from "./stackText";

/** A pipeline's text, with one more way to promote. */
type Add = (text: string, from: string, to: string) => string;

/** The workflow's choices: what is promoted, and to what. */
const inWorkflow: Add = (text, from, to) => {
    const add = (before: string, input: string, choice: string) => {
        const list = ["on", "workflow_dispatch", "inputs", input, "options"];
        return choicesIn(before, list).includes(choice) ? before : withEntry(before, list, [scalarOf(choice)]);
    };
    return add(add(text, "from", from), "to", to);
};

/** A job for each way. */
const inPipeline: Add = (text, from, to) =>
    withEntry(text, ["promote", "parallel", "matrix"], [`FROM: ${scalarOf(from)}`, `TO: ${scalarOf(to)}`]);

/** Where environments are promoted by a button: what these offer is what is promoted (test/environments.ts). */
const pipelines: Readonly<Record<string, Add>> = {
    ".github/workflows/promote.yml": inWorkflow,
    ".gitlab-ci.yml": inPipeline,
};

/** The pipelines of a checkout, with one more way to promote. */
export const promotionsIn = (root: string, from: string, to: string): NewFile[] =>
    Object.entries(pipelines)
        .filter(([path]) => existsSync(join(root, path)))
        .map(([path, add]) => {
            const before = readFileSync(join(root, path), "utf8");
            return { path, before, text: add(before, from, to) };
        });
