import { z } from "zod";

/** What `pulumi preview` of a stack came to. */
export const previewSchema = z.strictObject({
    stack: z.string(),
    /** Of `pulumi preview`: 0 where it worked. */
    exitCode: z.int(),
    /** All that it said, secrets masked by Pulumi. */
    text: z.string(),
});

export type Preview = z.infer<typeof previewSchema>;

/** The counts below `Resources:`, in a line: `+ 3 to create, ~ 1 to update, 12 unchanged`; empty where there are none. */
export function countsIn(text: string): string {
    const block = /^Resources:\n((?: {4}.*\n?)+)/m.exec(text)?.[1] ?? "";
    return block
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => /\d/.test(line))
        .join(", ");
}
