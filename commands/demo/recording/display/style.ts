import type { TrackState } from "../model";

/** A state's mark, so that states differ by more than a colour, and its colour as an SGR code (ECMA-48). */
const looks: Record<TrackState, [mark: string, code: number]> = {
    pending: ["·", 2],
    progressing: ["*", 36],
    healthy: ["✓", 32],
    degraded: ["✗", 31],
    "out of sync": ["≠", 33],
    suspended: ["=", 35],
    deleting: ["-", 33],
    gone: [" ", 2],
};

const spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
const turnMs = 100;

/** A state's mark in one character. It spins while the resource is in motion. */
export const markOf = (state: TrackState, now: number): string =>
    (state === "progressing" || state === "deleting"
        ? spinner[Math.floor(now / turnMs) % spinner.length]
        : undefined) ?? looks[state][0];

export interface Paint {
    state(state: TrackState, text: string): string;
    bold(text: string): string;
    dim(text: string): string;
}

/** Adds colours, or returns the same text without any. */
export function paintWith(colour: boolean): Paint {
    const sgr = (code: number, text: string) => (colour && text ? `\x1b[${code}m${text}\x1b[0m` : text);
    return {
        state: (state, text) => sgr(looks[state][1], text),
        bold: (text) => sgr(1, text),
        dim: (text) => sgr(2, text),
    };
}
