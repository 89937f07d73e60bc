import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { root } from "../../base/checkout";
import type { Recording } from "../../commands/demo/recording";

/** Runs the whole demo as a user does. @returns its duration in seconds. @throws Error if it does not complete */
export async function measureDemo(): Promise<number> {
    const start = performance.now();
    const args = ["bin/confluent-gitops.cjs", "demo", "--json"];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "ignore"] });
    const [code, said] = await Promise.all([
        new Promise<number | null>((resolve, reject) => child.on("exit", resolve).on("error", reject)),
        text(child.stdout),
    ]);
    const seconds = (performance.now() - start) / 1000;
    const failed = (JSON.parse(said || '{"scenes":[]}') as Recording).scenes.filter(({ ok }) => !ok);
    if (code !== 0) throw new Error(`The demo ended with ${code}: ${failed.map(({ result }) => result).join(" ")}`);
    return seconds;
}
