import { z } from "zod";

const side = z.discriminatedUnion("state", [
    z.strictObject({ state: z.literal("clean") }),
    /** `found`: Markdown. */
    z.strictObject({ state: z.literal("drift"), found: z.string() }),
    /** The result is unknown; `why`: plain text. */
    z.strictObject({ state: z.literal("failed"), why: z.string() }),
]);

/** The result of a check for drift. */
export type Side = z.infer<typeof side>;

/** Both sides of a stack: what Pulumi created, and what Argo CD deploys from Git. */
export const checkSchema = z.strictObject({ stack: z.string(), infrastructure: side, workload: side });

export type Check = z.infer<typeof checkSchema>;

/** The check of a stack whose job left no result. */
export const notChecked = (stack: string): Check => {
    const failed = { state: "failed", why: "the job ended before the check was complete" } as const;
    return { stack, infrastructure: failed, workload: failed };
};

/** Whether a side of any check is in a state. */
export const some = (checks: readonly Check[], state: Side["state"]): boolean =>
    checks.some(({ infrastructure, workload }) => infrastructure.state === state || workload.state === state);
