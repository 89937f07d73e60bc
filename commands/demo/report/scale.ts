/** Maps times to positions on a scene's width. Times are in milliseconds, positions in percent. */
export interface Scale {
    /** The position of a time. A time outside the scene is at the edge. */
    place(at: number): number;
    /** Round times for the scene's axis, with their labels. */
    ticks: { at: number; label: string }[];
}

const mostTicks = 8;

/** @param from @param to of the scene; a scene without a length counts as one millisecond. */
export function scaleOf(from: number, to: number): Scale {
    const length = Math.max(1, to - from);
    const step = roundStep(length / mostTicks);
    const ticks = Array.from({ length: Math.floor(length / step) + 1 }, (_, count) => count * step);
    return {
        place: (at) => percent(Math.min(1, Math.max(0, (at - from) / length))),
        ticks: ticks.map((time) => ({ at: from + time, label: secondsOf(time, step) })),
    };
}

/** The smallest of 1, 2, 5, 10, 20, 50 … that is at least the given number. */
export function roundStep(least: number): number {
    const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
    return ([1, 2, 5].find((factor) => factor * power >= least) ?? 10) * power;
}

const percent = (share: number): number => Math.round(share * 10_000) / 100;

/** As many decimals as are needed to tell one step from the next. */
const secondsOf = (ms: number, step: number): string =>
    `${(ms / 1000).toFixed(Math.max(0, 3 - Math.floor(Math.log10(step))))} s`;
