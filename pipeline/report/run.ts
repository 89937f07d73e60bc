import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readAll, stackNames, writeInto } from "../files";
import { previewSchema } from "../preview";
import { renderReport } from ".";

/** The summary of a run may have 1 MiB (GitHub), and a comment 65,536 characters, including what is added above it. */
const limits = { "comment.md": 65_000, "summary.md": 900_000 };

export interface Flags {
    diff?: string;
    previews?: string;
    stacks?: string;
    whyNone?: string;
    run: string;
    commit: string;
    output: string;
}

export function run({ diff = "", previews = "", run: page, commit, output, ...flags }: Flags): number {
    const report = {
        diff: existsSync(diff) ? readFileSync(diff, "utf8") : undefined,
        stacks: stackNames("--stacks", flags.stacks),
        previews: readAll(previews, previewSchema),
        whyNone: flags.whyNone ?? "",
        run: page,
        commit,
    };
    for (const [name, limit] of Object.entries(limits)) writeInto(join(output, name), renderReport(report, limit));
    return 0;
}
