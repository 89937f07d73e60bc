import { z } from "zod";

/** The result of `pulumi preview` of a stack. */
export const previewSchema = z.strictObject({
    stack: z.string(),
    /** The exit code of `pulumi preview`: 0 if it succeeded. */
    exitCode: z.int(),
    /** Its whole output, in which Pulumi masks secrets. */
    text: z.string(),
});

export type Preview = z.infer<typeof previewSchema>;

/** The counts below `Resources:`, in one line: `+ 3 to create, ~ 1 to update, 12 unchanged`. Empty if there are none. */
export function countsIn(text: string): string {
    const block = /^Resources:\n((?: {4}.*\n?)+)/m.exec(text)?.[1] ?? "";
    return block
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => /\d/.test(line))
        .join(", ");
}
