/** Places times on a scene's width. Times are in milliseconds, places in percent. */
export interface Scale {
    /** Where a time is; one outside the scene is at its edge. */
    place(at: number): number;
    /** Round times of the scene for its axis, with what they are called. */
    ticks: { at: number; label: string }[];
}

const mostTicks = 8;

/** @param from @param to of the scene; one of no length counts as a millisecond long. */
export function scaleOf(from: number, to: number): Scale {
    const length = Math.max(1, to - from);
    const step = roundStep(length / mostTicks);
    const ticks = Array.from({ length: Math.floor(length / step) + 1 }, (_, count) => count * step);
    return {
        place: (at) => percent(Math.min(1, Math.max(0, (at - from) / length))),
        ticks: ticks.map((time) => ({ at: from + time, label: secondsOf(time, step) })),
    };
}

/** The smallest of 1, 2, 5, 10, 20, 50 … that is not below what is given. */
export function roundStep(least: number): number {
    const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
    return ([1, 2, 5].find((factor) => factor * power >= least) ?? 10) * power;
}

const percent = (share: number): number => Math.round(share * 10_000) / 100;

/** As many decimals as tell one step from the next. */
const secondsOf = (ms: number, step: number): string =>
    `${(ms / 1000).toFixed(Math.max(0, 3 - Math.floor(Math.log10(step))))} s`;
