import type { Session } from "../provider";

/** What a kind of resource of the kubernetes stand-in answers. */
export type ResourceHandler = Pick<Session, "check" | "diff" | "create" | "read" | "update" | "delete">;
