import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseFlags } from "../../commands/frame/flags";
import { runCommand } from "../../commands/frame/run";
import { UsageError } from "../../base/error";
import { readAll, stackNames, writeInto } from "../files";
import { previewSchema } from "../preview";
import { renderReport } from ".";

const usage = [
    "Usage: node -r sucrase/register/ts pipeline/report/cli.ts --diff FILE --previews FOLDER --stacks JSON",
    "                                                          --why-none SENTENCE --run URL --commit SHA --output FOLDER",
    "  Writes what a pull request is told, from what the jobs left: comment.md, and summary.md, which may be longer.",
].join("\n");

/** A run's summary may have 1 MiB (GitHub); a comment there 65,536 characters, with what is put above it. */
const limits = { "comment.md": 65_000, "summary.md": 900_000 };

void runCommand(() => {
    const text = { type: "string" } as const;
    const flags = parseFlags(
        { diff: text, previews: text, stacks: text, "why-none": text, run: text, commit: text, output: text },
        usage,
    );
    const { diff = "", previews = "", run, commit, output } = flags;
    if (!run || !commit || !output) throw new UsageError(`--run, --commit and --output are needed.\n${usage}`);
    const report = {
        diff: existsSync(diff) ? readFileSync(diff, "utf8") : undefined,
        stacks: stackNames("--stacks", flags.stacks),
        previews: readAll(previews, previewSchema),
        whyNone: flags["why-none"] ?? "",
        run,
        commit,
    };
    for (const [name, limit] of Object.entries(limits)) writeInto(join(output, name), renderReport(report, limit));
    return Promise.resolve(0);
});
