import { parts, type Span, type Track, trackStates } from "../model";
import type { Look } from "./display";
import { hasChanged, isSettled, motion } from "./motion";
import { markOf, type Paint } from "./style";
import { cell, fit, fitEnd, nameOf, reason, seconds, words } from "./words";

export interface Frame extends Look {
    /** When the scene began. */
    from: number;
    /** How many columns may be used. */
    width: number;
    /** How many lines may be used. Default: no limit. */
    height?: number;
    paint: Paint;
}

/** What changed in a scene, by part, with a line for each resource. If there isn't room for all, those in motion are kept. */
export function changedLines(frame: Frame): string[] {
    const changed = frame.tracks.filter((track) => hasChanged(track, frame.from));
    const headings = new Set(changed.map(({ part }) => part)).size;
    const shown = mostTelling(changed, (frame.height ?? Infinity) - headings);
    const lines = parts.flatMap((part) => {
        const rows = shown.filter((track) => track.part === part).map((track) => row(track, frame));
        return rows.length > 0 ? [frame.paint.dim(`  ${part}`), ...rows] : [];
    });
    const hidden = changed.length - shown.length;
    return hidden > 0 ? [...lines, frame.paint.dim(`    and ${hidden} more`)] : lines;
}

/** As many tracks as there is room for, in their order. Those in motion come first, then those that changed last. */
function mostTelling(tracks: readonly Track[], room: number): Track[] {
    if (tracks.length <= room) return [...tracks];
    const changedAt = ({ spans }: Track) => spans.at(-1)?.from ?? 0;
    const kept = new Set(
        [...tracks]
            .sort(
                (one, other) => Number(isSettled(one)) - Number(isSettled(other)) || changedAt(other) - changedAt(one),
            )
            .slice(0, Math.max(1, room - 1)),
    );
    return tracks.filter((track) => kept.has(track));
}

const [kindWidth, nameWidth, timeWidth] = [15, 26, 8];

function row(track: Track, { now, from, width, paint }: Frame): string {
    const span: Span = track.spans.at(-1) ?? { from, state: "gone" };
    const time = seconds(motion(track, from, now)).padStart(timeWidth);
    const room = Math.max(10, width - 4 - kindWidth - nameWidth - timeWidth - 1);
    const said = words(track, span);
    const why = reason(span);
    const text = cell(why ? `${said}: ${why}` : said, room);
    const subject = `${cell(track.kind, kindWidth - 1)} ${fitEnd(nameOf(track), nameWidth - 1).padEnd(nameWidth - 1)} `;
    return `  ${paint.state(span.state, markOf(span.state, now))} ${subject}${paint.state(span.state, text)} ${time}`;
}

/** How many resources are in each state: `4.2 s, 3 healthy, 1 progressing`. */
export function summaryLine({ now, from, tracks, width, paint }: Frame): string {
    const counts = trackStates.flatMap((state) => {
        const count = tracks.filter(({ spans }) => spans.at(-1)?.state === state).length;
        return count > 0 ? [`${count} ${state}`] : [];
    });
    return paint.dim(fit(`  ${[seconds(now - from), ...counts].join(", ")}`, width));
}
