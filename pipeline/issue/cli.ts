import { parseFlags } from "../../commands/frame/flags";
import { runCommand } from "../../commands/frame/run";
import { UsageError } from "../../base/error";
import { checkSchema, notChecked, some } from "../drift";
import { readAll, stackNames } from "../files";
import { forgeOf } from "../forge";
import { keepIssue } from ".";

const usage = [
    "Usage: node -r sucrase/register/ts pipeline/issue/cli.ts --checks FOLDER --stacks JSON --run URL",
    "  Opens, updates or closes the one issue about drift, by what the checks of these stacks left.",
    "  Exit code 1 where a stack could not be checked: no drift is then not known.",
].join("\n");

void runCommand(async () => {
    const text = { type: "string" } as const;
    const { checks: folder, stacks, run } = parseFlags({ checks: text, stacks: text, run: text }, usage);
    if (!folder || !run) throw new UsageError(`--checks and --run are needed.\n${usage}`);
    const left = readAll(folder, checkSchema);
    const checks = stackNames("--stacks", stacks).map(
        (stack) => left.find((check) => check.stack === stack) ?? notChecked(stack),
    );
    if (checks.length === 0) throw new UsageError("PULUMI_STACKS is not set: there is no stack to check for drift.");
    const done = await keepIssue(forgeOf(process.env), checks, run);
    console.log(`The issue about drift: ${done}.`);
    const failed = checks.filter((check) => some([check], "failed")).map(({ stack }) => stack);
    if (failed.length === 0) return 0;
    console.error(`Could not be checked: ${failed.join(", ")}. Whether there is drift is not known.`);
    return 1;
});
