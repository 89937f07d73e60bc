import { resolve } from "node:path";
import { exitCodes } from "../frame/exitCodes";
import { printJson } from "../frame/json";
import * as kubernetes from "./kubernetes";
import * as operator from "./operator";
import { render } from "./path/render";
import { situationOf } from "./path/situation";
import { stepsOf } from "./path/steps";
import { pathReportOf, reportOf } from "./report";
import { isDone } from "./step";

export interface Flags {
    stack: string;
    operator?: string;
    kubernetes?: string;
    platform?: string;
    cwd: string;
    json?: boolean;
}

export async function run(flags: Flags): Promise<number> {
    const folder = resolve(flags.cwd);
    if (flags.kubernetes === undefined && flags.operator === undefined) return runPath(flags, folder);
    const upgrade = flags.kubernetes
        ? await kubernetes.upgrade(flags.stack, flags.kubernetes, folder)
        : await operator.upgrade(flags.stack, flags.operator ?? "", folder);
    if (flags.json) printJson(await reportOf(upgrade));
    else console.log(upgrade.text);
    return isDone(upgrade) ? exitCodes.done : exitCodes.unfinished;
}

async function runPath({ stack, platform, json }: Flags, folder: string): Promise<number> {
    const situation = situationOf(stack, platform, folder);
    const steps = stepsOf(situation);
    if (json) printJson(await pathReportOf(situation, steps));
    else console.log(await render(situation, steps));
    return steps.length === 0 ? exitCodes.done : exitCodes.unfinished;
}
