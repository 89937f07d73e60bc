import { resolve } from "node:path";
import { exitCodes } from "../frame/exitCodes";
import { printJson } from "../frame/json";
import * as kubernetes from "./kubernetes";
import * as operator from "./operator";
import { render } from "./path/render";
import { situationOf } from "./path/situation";
import { stepsOf } from "./path/steps";
import { pathReportOf, reportOf } from "./report";
import { isDone, type Upgrade } from "./step";

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
    const upgrade = await ofOne(flags, folder);
    if (!upgrade) return runPath(flags, folder);
    if (flags.json) printJson(await reportOf(upgrade));
    else console.log(upgrade.text);
    return isDone(upgrade) ? exitCodes.done : exitCodes.unfinished;
}

/** The upgrade of one thing alone; undefined if none is named. */
function ofOne({ stack, kubernetes: version, operator: release }: Flags, folder: string): Promise<Upgrade> | undefined {
    if (version !== undefined) return kubernetes.upgrade(stack, version, folder);
    return release === undefined ? undefined : operator.upgrade(stack, release, folder);
}

async function runPath({ stack, platform, json }: Flags, folder: string): Promise<number> {
    const situation = situationOf(stack, platform, folder);
    const steps = stepsOf(situation);
    if (json) printJson(await pathReportOf(situation, steps));
    else console.log(await render(situation, steps));
    return steps.length === 0 ? exitCodes.done : exitCodes.unfinished;
}
