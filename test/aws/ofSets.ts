/** A line for each item that is only in one of the two. */
export function ofSets(what: string, real: readonly string[], played: readonly string[]): string[] {
    return [
        ...real.filter((one) => !played.includes(one)).map((one) => `${what} ${one} only really`),
        ...played.filter((one) => !real.includes(one)).map((one) => `${what} ${one} only here`),
    ];
}
