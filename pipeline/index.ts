import type { List } from "../commands/frame/list";

/** What workflows run. */
export const pipeline: List = {
    preview: {
        summary: "preview a stack with the policies, and save the result",
        load: () => import("./preview/command.ts"),
    },
    stacks: { summary: "print the stacks to work on", load: () => import("./stacks/command.ts") },
    report: { summary: "write the comment on a pull request", load: () => import("./report/command.ts") },
    comment: { summary: "post it on the pull request", load: () => import("./comment/command.ts") },
    drift: {
        summary: "compare a stack and its workload with what is running",
        load: () => import("./drift/command.ts"),
    },
    issue: { summary: "keep the issue about drift up to date", load: () => import("./issue/command.ts") },
};
