import type { Track, TrackState } from "../model";

/** States that don't change by themselves. */
const settled: readonly TrackState[] = ["healthy", "degraded", "suspended", "gone"];

export const isSettled = ({ spans }: Track): boolean => settled.includes(spans.at(-1)?.state ?? "gone");

/** Whether a track has changed since its scene began. */
export const hasChanged = ({ spans, changes }: Track, sceneFrom: number): boolean =>
    spans.length > 1 || changes.length > 0 || (spans[0]?.from ?? sceneFrom) > sceneFrom;

/** How long a track has been in motion in this scene, in milliseconds: until now, or until it last settled. */
export function motion(track: Track, sceneFrom: number, now: number): number {
    const [first, second] = track.spans;
    const start = (first && first.from > sceneFrom ? first : (second ?? first))?.from ?? now;
    const last = track.spans.at(-1)?.from ?? now;
    return (isSettled(track) ? last : now) - start;
}
