/** A file to be written. */
export interface NewFile {
    /** Relative to the root of the checkout. */
    path: string;
    /** What it has now; undefined for a new file. */
    before?: string;
    text: string;
}
