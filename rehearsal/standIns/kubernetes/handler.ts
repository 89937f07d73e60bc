import type { Session } from "../provider";

/** What handles a kind of resource in the kubernetes stand-in. */
export type ResourceHandler = Pick<Session, "check" | "diff" | "create" | "read" | "update" | "delete">;
