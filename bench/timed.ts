import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { root } from "../base/checkout";

/**
 * Runs a script of this project from start to end, like `npm run`.
 *
 * @param folder the project with the script. Default: this checkout
 * @returns how many seconds it took, and its standard output
 * @throws Error if it fails
 */
export async function timed(args: readonly string[], folder = root): Promise<{ seconds: number; stdout: string }> {
    const started = performance.now();
    const { stdout } = await promisify(execFile)(process.execPath, [...args], { cwd: folder, maxBuffer: 64 << 20 });
    return { seconds: (performance.now() - started) / 1000, stdout };
}
