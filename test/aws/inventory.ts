import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { pythonTools } from "../../tools/python";
import type { Moto } from "./moto";

/** The ids of everything in moto, by kind. */
export async function inventory({ env }: Moto): Promise<Record<string, string[]>> {
    const python = join(dirname((await pythonTools()).aws), "python");
    const { stdout } = await promisify(execFile)(python, [join(__dirname, "inventory.py")], { env });
    return JSON.parse(stdout) as Record<string, string[]>;
}
