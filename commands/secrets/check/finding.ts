/** A secret in plain text in a file of the repository. It contains no part of its value. */
export interface Finding {
    /** Relative to the top of the checkout. */
    file: string;
    /** The first line is 1. */
    line: number;
    /** Such as `Secret credential, data.plain.txt`; undefined in a file without objects. */
    object: string | undefined;
    /** As a phrase. */
    what: string;
    fix: string;
}
