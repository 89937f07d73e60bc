import { exitCodes } from "../frame/exitCodes";
import { printJson } from "../frame/json";
import { root } from "../../base/checkout";
import { type Finding } from "./check/finding";
import { list } from "./list";
import { overlayOf } from "./overlay";
import { render } from "./render";
import type { Report } from "./shape";

export interface Flags {
    overlay?: string;
    stack?: string;
    json?: boolean;
    check?: boolean;
}

export async function run(flags: Flags): Promise<number> {
    if (flags.check) return checkAll(flags);
    const report = list(overlayOf(flags));
    if (flags.json) printJson(report);
    else console.log(render(report));
    return report.secrets.some(({ lacks }) => lacks.length > 0) ? exitCodes.finding : exitCodes.done;
}

/** Looks through the repository of a stack's overlay, or this one. */
async function checkAll({ stack, json }: Flags): Promise<number> {
    const { check } = await import("./check/index.ts");
    const folder = stack === undefined ? root : overlayOf({ stack }).root;
    const found = await check(folder);
    const inTheClear = found.map((one) => ({ ...one, object: one.object ?? null }));
    if (json) printJson({ version: 1, overlay: null, namespace: null, secrets: [], inTheClear } satisfies Report);
    else console.log(found.length === 0 ? `No secret stands in the clear in ${folder}.` : found.map(line).join("\n"));
    return found.length > 0 ? exitCodes.finding : exitCodes.done;
}

const line = ({ file, line, object, what, fix }: Finding): string =>
    `${file}:${line}: ${object ? `${object} has ` : ""}${what}\n      ${fix}`;
