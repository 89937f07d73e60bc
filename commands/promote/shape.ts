import { z } from "zod";
import type { Shape } from "../frame/shape";
import { losses, objects } from "../diff/shape";

const text = z.string();

export const schema = z.object({
    version: z.literal(1),
    from: text,
    to: text,
    source: z.object({
        revision: text.describe("The commit that the source runs."),
        since: text.describe("Since when it runs that, Healthy: RFC 3339."),
    }),
    branch: text.nullable().describe("The new branch; null with --dry-run, and where nothing differs."),
    commits: z.array(text).describe("The branch's commits, the first one first."),
    revision: z
        .object({ before: text, after: text })
        .nullable()
        .describe("Where gitops.revision of the target's stack moves; null where it follows a branch."),
    title: text.describe("Of the pull request."),
    text: text.describe("Of the pull request, in Markdown."),
    files: z.array(text).describe("Files of the target's overlay that differed from the source's."),
    objects,
    losses,
    final: losses.describe("What git revert would not take back."),
});

export type Report = z.infer<typeof schema>;

export const shape: Shape = { version: 1, schema };
