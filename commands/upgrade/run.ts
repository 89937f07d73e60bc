import { resolve } from "node:path";
import { cfkDefault } from "../../config/support";
import { exitCodes } from "../frame/exitCodes";
import * as kubernetes from "./kubernetes";
import * as operator from "./operator";

export interface Flags {
    stack: string;
    operator?: string;
    kubernetes?: string;
    cwd: string;
}

export async function run(flags: Flags): Promise<number> {
    const folder = resolve(flags.cwd);
    const { text, isDone } = flags.kubernetes
        ? await kubernetes.upgrade(flags.stack, flags.kubernetes, folder)
        : await operator.upgrade(flags.stack, flags.operator ?? cfkDefault, folder);
    console.log(text);
    return isDone ? exitCodes.done : exitCodes.unfinished;
}
