/** Versions from `from` (included) to `below` (excluded); each is `1`, `1.2` or `1.2.3`. */
export interface Range {
    from: string;
    below?: string;
}

/** The first `1.2` or `1.2.3` in a text, without any suffix; undefined if there is none. */
export function versionIn(text: string): string | undefined {
    return /(?<![\d.])\d+\.\d+(\.\d+)?/.exec(text)?.[0];
}

/** Negative if the first version is earlier, positive if it is later, otherwise 0. `1.2` equals `1.2.0`. */
export function compareVersions(one: string, other: string): number {
    const [left, right] = [numbers(one), numbers(other)];
    const difference = left.map((number, at) => number - (right[at] ?? 0)).find((value) => value !== 0);
    return difference ?? 0;
}

/** Whether a version is in a range. */
export const isIn = (version: string, { from, below }: Range): boolean =>
    compareVersions(version, from) >= 0 && (below === undefined || compareVersions(version, below) < 0);

/** `1.37.2` becomes `1.37`. */
export const minorOf = (version: string): string => numbers(version).slice(0, 2).join(".");

function numbers(version: string): [number, number, number] {
    const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
    return [major, minor, patch];
}
