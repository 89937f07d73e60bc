/** A line for each that only one of the two has. */
export function ofSets(what: string, real: readonly string[], played: readonly string[]): string[] {
    return [
        ...real.filter((one) => !played.includes(one)).map((one) => `${what} ${one} only really`),
        ...played.filter((one) => !real.includes(one)).map((one) => `${what} ${one} only here`),
    ];
}
