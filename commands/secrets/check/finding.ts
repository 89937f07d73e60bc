/** A secret in the clear in a file of the repository. It has no value of it. */
export interface Finding {
    /** From the top of the checkout. */
    file: string;
    /** The first line is 1. */
    line: number;
    /** Such as `Secret credential, data.plain.txt`; undefined in a file of no objects. */
    object: string | undefined;
    /** As a phrase. */
    what: string;
    fix: string;
}
