import { exitCodes } from "../frame/exitCodes";
import { printJson } from "../frame/json";
import { list } from "./list";
import { overlayOf } from "./overlay";
import { render } from "./render";

export interface Flags {
    overlay?: string;
    stack?: string;
    json?: boolean;
}

export function run(flags: Flags): number {
    const report = list(overlayOf(flags));
    if (flags.json) printJson(report);
    else console.log(render(report));
    return report.secrets.some(({ lacks }) => lacks.length > 0) ? exitCodes.finding : exitCodes.done;
}
