import type { KubernetesObject } from "../../kubernetes";

/** A file to write: objects as YAML, or a text. */
export type File = { path: string } & ({ objects: readonly KubernetesObject[] } | { text: string });

/** Something that is there and does not come into Git, or not as it is. */
export interface Left {
    what: string;
    why: string;
}

/** What one API has. */
export interface Found {
    files: readonly File[];
    /** Not written, and why. */
    leftOut: readonly Left[];
    /** Written, but incomplete until somebody gives what is missing. */
    toGive: readonly Left[];
}

export const nothing: Found = { files: [], leftOut: [], toGive: [] };

/** Which names are asked for, and why others are not. */
export interface Wanted {
    prefix: string;
}
