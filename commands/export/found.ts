import type { KubernetesObject } from "../../kubernetes";

/** A file to write: objects as YAML, or a text. */
export type File = { path: string } & ({ objects: readonly KubernetesObject[] } | { text: string });

/** Something that exists but isn't written to Git, or not unchanged. */
export interface Left {
    what: string;
    why: string;
}

/** What was found in one API. */
export interface Found {
    files: readonly File[];
    /** What isn't written, and why. */
    leftOut: readonly Left[];
    /** Written, but incomplete until somebody gives what is missing. */
    toGive: readonly Left[];
}

export const nothing: Found = { files: [], leftOut: [], toGive: [] };

/** Which names are asked for, and why others are not. */
export interface Wanted {
    prefix: string;
}
