/** One stack's comparison: what ./processes.ts starts, and sends what to compare. */
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

// By `exit`, what was made for the engine is deleted: on Ctrl-C, and where who started this is gone.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
process.on("disconnect", () => process.exit());
