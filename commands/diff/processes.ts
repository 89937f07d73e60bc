import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { root } from "../../base/checkout";
import type { SharedStandIns, World } from "./imagined";
import type { StackComparison } from "./model";
import type { Sides, StackTask } from "./stack";

/** The answer of a process. */
export type Answer = { comparison: StackComparison } | { failure: string };

/**
 * Compares stacks, as many at a time as this machine has cores, each in its own process. The Automation API attributes
 * every rejected promise of a process to the operation that it runs there (`unhandledRejection` in its server.ts), so in a
 * single process, one stack's refusal would be reported for another.
 */
export async function compareStacks(
    stacks: readonly string[],
    sides: Sides,
    world: World,
    standIns: SharedStandIns,
): Promise<StackComparison[]> {
    const found = new Map<string, StackComparison>();
    const waiting = [...stacks];
    const stop = new AbortController();
    const work = async () => {
        for (let stack = waiting.shift(); stack !== undefined; stack = waiting.shift()) {
            const debugProviders = standIns.providersOf(stack, [sides.base.checkout, sides.head.checkout]);
            const task = debugProviders.then((started) => ({ stack, sides, world, debugProviders: started }));
            found.set(stack, await inProcess(stack, task, stop.signal));
        }
    };
    try {
        await Promise.all(Array.from({ length: availableParallelism() }, work));
    } finally {
        // If one has failed, the others are not waited for.
        stop.abort();
    }
    return stacks.flatMap((stack) => found.get(stack) ?? []);
}

/** @param task may be created while the process starts */
async function inProcess(stack: string, task: Promise<StackTask>, signal: AbortSignal): Promise<StackComparison> {
    const child = fork(join(__dirname, "process.ts"), {
        execArgv: ["--require", join(root, "base/typescript.cjs")],
        // Keeps undefined values.
        serialization: "advanced",
        signal,
        // Standard output is only for the comparison.
        stdio: ["ignore", 2, "inherit", "ipc"],
    });
    try {
        let answer: Answer | undefined;
        child.on("message", (message) => (answer = message as Answer));
        const closed = once(child, "close") as Promise<[number | null, string | null]>;
        const [[code, killedBy]] = await Promise.all([closed, task.then((made) => child.send(made))]);
        if (answer && "comparison" in answer) return answer.comparison;
        throw new Error(answer?.failure ?? `The comparison of the stack ${stack} ended with ${killedBy ?? code}.`);
    } finally {
        child.kill();
    }
}
