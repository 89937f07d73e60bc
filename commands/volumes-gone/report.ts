import type { LeftVolume } from "./left";
import type { Report } from "./shape";
import { reasonOf } from "./words";

/** What is left as JSON, with what blocks each volume. */
export const reportOf = (left: readonly LeftVolume[]): Report => ({
    version: 1,
    isGone: left.length === 0,
    left: left.map((volume) => {
        const { since = null, message = null, claim = null, ...rest } = volume;
        return { ...rest, since, message, claim, ...reasonOf(volume) };
    }),
});
