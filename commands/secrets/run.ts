import { exitCodes } from "../frame/exitCodes";
import { askBy } from "../frame/ask";
import { printJson, sayBeside } from "../frame/json";
import { root } from "../../base/checkout";
import { BadUsage, UsageError } from "../../base/error";
import { type Finding } from "./check/finding";
import type { Flags } from "./flags";
import { list } from "./list";
import { overlayOf } from "../frame/overlay";
import { produce } from "./produce";
import { render } from "./render";
import type { Report } from "./shape";
import { wayOf } from "./way";

export async function run(flags: Flags): Promise<number> {
    if (flags.check) return checkAll(flags);
    const overlay = overlayOf(flags);
    const report = list(overlay);
    const way = await wayOf(flags, overlay);
    if (!way && flags.rotate !== undefined) {
        throw new BadUsage(
            "--rotate goes with --seal, --push, --apply or --output: where the other value is to be put.",
        );
    }
    if (way) {
        // What is written for kubectl may go to standard output.
        const say = sayBeside(flags.json === true || flags.output === "-");
        const done = await asking(() =>
            produce({ overlay, way, from: flags.from ?? [], rotate: flags.rotate, ask: askBy(flags), say }),
        );
        if (flags.json) printJson({ ...report, ...done });
        const isLeft = done.missing.length > 0 || (done.rotation?.next ?? null) !== null;
        return isLeft ? exitCodes.unfinished : exitCodes.done;
    }
    if (flags.json) printJson(report);
    else console.log(render(report));
    return report.secrets.some(({ lacks }) => lacks.length > 0) ? exitCodes.finding : exitCodes.done;
}

/** Reports errors from AWS's SDK, which the user has to resolve. */
async function asking<T>(what: () => Promise<T>): Promise<T> {
    try {
        return await what();
    } catch (error) {
        const isOfAws = error instanceof Error && ("$metadata" in error || /Credentials|Token|SSO/.test(error.name));
        if (!isOfAws) throw error;
        throw new UsageError(`The request to AWS failed: ${error.name}: ${error.message}`);
    }
}

/** Checks the repository of a stack's overlay, or this one. */
async function checkAll({ stack, json }: Flags): Promise<number> {
    const { check } = await import("./check/index.ts");
    const folder = stack === undefined ? root : overlayOf({ stack }).root;
    const found = await check(folder);
    const inTheClear = found.map((one) => ({ ...one, object: one.object ?? null }));
    if (json)
        printJson({
            version: 1,
            overlay: null,
            namespace: null,
            secrets: [],
            rotation: null,
            changes: [],
            missing: [],
            inTheClear,
        } satisfies Report);
    else console.log(found.length === 0 ? `No secret is in plain text in ${folder}.` : found.map(line).join("\n"));
    return found.length > 0 ? exitCodes.finding : exitCodes.done;
}

const line = ({ file, line, object, what, fix }: Finding): string =>
    `${file}:${line}: ${object ? `${object} has ` : ""}${what}\n      ${fix}`;
