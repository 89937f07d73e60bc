import { UsageError } from "../../base/error";
import { checkSchema, notChecked, some } from "../drift";
import { readAll, stackNames } from "../files";
import { forgeOf } from "../forge";
import { keepIssue } from ".";

export interface Flags {
    checks: string;
    stacks?: string;
    run: string;
}

export async function run({ checks: folder, stacks, run: page }: Flags): Promise<number> {
    const left = readAll(folder, checkSchema);
    const checks = stackNames("--stacks", stacks).map(
        (stack) => left.find((check) => check.stack === stack) ?? notChecked(stack),
    );
    if (checks.length === 0) throw new UsageError("PULUMI_STACKS is not set: there is no stack to check for drift.");
    const done = await keepIssue(forgeOf(process.env), checks, page);
    console.log(`The issue about drift: ${done}.`);
    const failed = checks.filter((check) => some([check], "failed")).map(({ stack }) => stack);
    if (failed.length === 0) return 0;
    console.error(`Could not be checked: ${failed.join(", ")}. It is not known whether there is drift.`);
    return 1;
}
