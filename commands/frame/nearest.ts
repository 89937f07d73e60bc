import { distance } from "fastest-levenshtein";

/**
 * The known word that was most likely meant: at most three letters differ, and at least a third are the same (two swapped
 * letters count as two). Undefined if no word is near enough, or if two are equally near.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
    const changes = known.map((one) => distance(word, one));
    const least = Math.min(...changes);
    const [found, other] = known.filter((_, at) => changes[at] === least);
    if (found === undefined || other !== undefined) return undefined;
    const length = Math.max(word.length, found.length);
    return least <= 3 && length - least >= length / 3 ? found : undefined;
}

/** `Did you mean eks?`; empty if no known word is near. */
export function didYouMean(word: string, known: readonly string[]): string {
    const found = nearest(word, known);
    return found === undefined ? "" : `Did you mean ${found}?`;
}
