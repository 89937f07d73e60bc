import { resolve } from "node:path";
import { cfkDefault } from "../../config/support";
import { exitCodes } from "../frame/exitCodes";
import { printJson } from "../frame/json";
import * as kubernetes from "./kubernetes";
import * as operator from "./operator";
import { reportOf } from "./report";
import { isDone } from "./step";

export interface Flags {
    stack: string;
    operator?: string;
    kubernetes?: string;
    cwd: string;
    json?: boolean;
}

export async function run(flags: Flags): Promise<number> {
    const folder = resolve(flags.cwd);
    const upgrade = flags.kubernetes
        ? await kubernetes.upgrade(flags.stack, flags.kubernetes, folder)
        : await operator.upgrade(flags.stack, flags.operator ?? cfkDefault, folder);
    if (flags.json) printJson(await reportOf(upgrade));
    else console.log(upgrade.text);
    return isDone(upgrade) ? exitCodes.done : exitCodes.unfinished;
}
