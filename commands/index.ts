import type { List } from "./frame/list";

/** What users type, in the order in which they are listed. */
export const commands: List = {
    demo: { summary: "play the platform's life on this machine", load: () => import("./demo/command.ts") },
    preview: {
        summary: "print what a stack would consist of, without an account",
        load: () => import("./preview/command.ts"),
    },
    diff: { summary: "print what a change does to every stack and overlay", load: () => import("./diff/command.ts") },
    upgrade: { summary: "print the steps of an upgrade", load: () => import("./upgrade/command.ts") },
    recover: {
        summary: "put a stack in order after an interrupted update",
        load: () => import("./recover/command.ts"),
    },
    unstick: { summary: "find what hangs while it is being deleted", load: () => import("./unstick/command.ts") },
    "volumes-gone": {
        summary: "wait until a stack's volumes are gone",
        load: () => import("./volumes-gone/command.ts"),
    },
    leftovers: { summary: "list what a destroyed stack has left in AWS", load: () => import("./leftovers/command.ts") },
    drill: { summary: "test the platform's operation on this machine", load: () => import("./drill/command.ts") },
    tools: { summary: "find or build the tools of the others", load: () => import("./tools/command.ts") },
};
