import type { List } from "./frame/list";

/** What users type, in the order in which they are listed. */
export const commands: List = {
    demo: {
        summary: "play the whole life of a stack on this machine",
        load: () => import("./demo/command.ts"),
    },
    preview: {
        summary: "show what a stack would create, without an account",
        load: () => import("./preview/command.ts"),
    },
    diff: { summary: "show what a change does to every stack and overlay", load: () => import("./diff/command.ts") },
    validate: {
        summary: "check every overlay: schemas, rules, secrets in the clear",
        load: () => import("./validate/command.ts"),
    },
    new: { summary: "make a team, a topic, a schema, a connector", load: () => import("./new/command.ts") },
    team: { summary: "show what a team owns, how it is doing, and its cost", load: () => import("./team/command.ts") },
    upgrade: { summary: "print the steps of an upgrade", load: () => import("./upgrade/command.ts") },
    migrate: {
        summary: "print the steps from ZooKeeper to KRaft",
        load: () => import("./migrate/command.ts"),
    },
    failover: {
        summary: "print the steps by which a standby region takes over",
        load: () => import("./failover/command.ts"),
    },
    promote: {
        summary: "bring what one environment runs to the next",
        load: () => import("./promote/command.ts"),
    },
    secrets: {
        summary: "list the Secrets that an overlay needs",
        load: () => import("./secrets/command.ts"),
    },
    capacity: {
        summary: "tell whether an overlay fits its nodes",
        load: () => import("./capacity/command.ts"),
    },
    export: {
        summary: "write what is in a running Kafka as files for Git",
        load: () => import("./export/command.ts"),
    },
    recover: {
        summary: "repair a stack after an interrupted update",
        load: () => import("./recover/command.ts"),
    },
    unstick: {
        summary: "find out why a namespace is stuck in Terminating",
        load: () => import("./unstick/command.ts"),
    },
    "volumes-gone": {
        summary: "wait until a stack's volumes are deleted",
        load: () => import("./volumes-gone/command.ts"),
    },
    leftovers: {
        summary: "list what a destroyed stack left behind in AWS",
        load: () => import("./leftovers/command.ts"),
    },
    drill: { summary: "run the fault drills on this machine", load: () => import("./drill/command.ts") },
    tools: {
        summary: "find or build the tools that the other commands need",
        load: () => import("./tools/command.ts"),
    },
};
