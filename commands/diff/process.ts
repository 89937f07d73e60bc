/** The comparison of one stack. ./processes.ts starts it, and sends what to compare. */
import { inspect } from "node:util";
import type { Answer } from "./processes";
import { compareStack, type StackTask } from "./stack";

const answer = (message: Answer): void => void process.send?.(message, () => process.disconnect());

process.once("message", (task) => {
    compareStack(task as StackTask).then(
        (comparison) => answer({ comparison }),
        (error: unknown) => answer({ failure: inspect(error) }),
    );
});

// `exit` deletes what was created for the engine, on Ctrl-C and when the parent process is gone.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
process.on("disconnect", () => process.exit());
