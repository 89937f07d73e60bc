import { type TrackState, trackStates } from "../recording/model";
import { type Html, markup } from "./html";

interface Look {
    /** A character that identifies the state without colour. */
    mark: string;
    /** Hatching over its colour, as an SVG path in a square of 8, which tells states apart in black and white. */
    lines: string;
    /** Its meaning. */
    meaning: string;
}

export const looks: Record<TrackState, Look> = {
    pending: { mark: "·", lines: "M1 4h2", meaning: "exists, but its controller has reported nothing yet" },
    progressing: { mark: "…", lines: "M-2 10L10 -2M-2 2L2 -2M6 10L10 6", meaning: "in progress" },
    healthy: { mark: "✓", lines: "", meaning: "as it should be" },
    degraded: { mark: "✗", lines: "M0 0L8 8M8 0L0 8", meaning: "something is wrong" },
    "out of sync": { mark: "≠", lines: "M2 0V8M6 0V8", meaning: "differs from Git" },
    suspended: { mark: "‖", lines: "M0 4H8", meaning: "paused on purpose" },
    deleting: { mark: "−", lines: "M-2 -2L10 10M-2 6L2 10M6 -2L10 2", meaning: "being deleted" },
    gone: { mark: " ", lines: "", meaning: "no longer exists" },
};

/** A state's name as a class and an id: `out-of-sync`. */
export const idOf = (state: TrackState): string => state.replaceAll(" ", "-");

/** The patterns that the timelines refer to. They take up no space. */
export const patterns = (): Html =>
    markup`<svg width="0" height="0" aria-hidden="true" class="patterns">
<defs>${trackStates.map(
        (state) =>
            markup`<pattern id="lines-${idOf(state)}" width="8" height="8" patternUnits="userSpaceOnUse"><path d="${looks[state].lines}" class="lines ${idOf(state)}"/></pattern>`,
    )}</defs>
</svg>`;

/** The meaning of the colours and the hatching. */
export const legend = (): Html =>
    markup`<ul class="legend" aria-label="Legend">
${trackStates
    .filter((state) => state !== "gone")
    .map(
        (state) =>
            markup`<li><svg width="28" height="16" aria-hidden="true">${swatch(state)}</svg> <b>${looks[state].mark} ${state}</b> ${looks[state].meaning}</li>
`,
    )}<li><svg width="28" height="16" aria-hidden="true"><path d="M14 3l5 5l-5 5l-5 -5z" class="change"/></svg> <b>changed</b> its specification was changed</li>
</ul>`;

const swatch = (state: TrackState): Html =>
    markup`<rect class="span ${idOf(state)}" width="28" height="16" rx="2"/><rect width="28" height="16" rx="2" fill="url(#lines-${idOf(state)})"/>`;
