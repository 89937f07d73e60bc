import wrapAnsi from "wrap-ansi";
import { isMet, type Measure, type Span, type Track } from "../model";

/** `12.3 s`. @param ms milliseconds. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** The label of a track in a state, such as `RUNNING (simulated)`. */
export function words({ simulated }: Pick<Track, "simulated">, { state, says }: Span): string {
    const said = says ?? (state === "healthy" ? "there" : state);
    const telling = state === "degraded" && says ? `degraded: ${says}` : said;
    return simulated ? `${telling} (simulated)` : telling;
}

/** A track's name, such as `confluent/kafka`. */
export const nameOf = ({ namespace, name }: Pick<Track, "namespace" | "name">): string =>
    namespace ? `${namespace}/${name}` : name;

/**
 * The reason for a state, in one line. Empty if the resource is healthy, because its controller's message then adds
 * nothing. The label of the state already says that it is simulated.
 */
export function reason({ state, message = "" }: Span): string {
    if (state === "healthy" || state === "gone") return "";
    return message
        .replace(/^simulated: /, "")
        .replace(/\s+/g, " ")
        .trim();
}

/** At most `width` characters: the beginning and the end of a text, because the end of an error says what it is about. */
export function ends(text: string, width: number): string {
    if (text.length <= width) return text;
    const head = Math.floor(width / 3);
    return `${text.slice(0, head)} … ${text.slice(text.length - (width - head - 3))}`;
}

/** `commit to live: 1.4 s (at most 2 s)`, with a remark if the bound is exceeded. */
export function measureLine(measure: Measure): string {
    const { what, bound } = measure;
    const met = isMet(measure);
    const held = bound === undefined ? "" : ` (at most ${bound} s${met ? "" : ": NOT MET"})`;
    return `${what}: ${seconds(measure.seconds * 1000)}${held}`;
}

/** At most `width` characters. If something is missing, the last one is `…`. */
export const fit = (text: string, width: number): string =>
    text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text;

/** The same, but cut at the beginning, because the names of a stack's resources begin alike. */
export const fitEnd = (text: string, width: number): string =>
    text.length > width ? `…${text.slice(text.length - width + 1)}` : text;

/** Exactly `width` characters. */
export const cell = (text: string, width: number): string => fit(text, width).padEnd(width);

/** The text in lines of at most `width` columns, wrapped between words. */
export const wrap = (text: string, width: number): string[] =>
    wrapAnsi(text.replace(/\s+/g, " ").trim(), width, { hard: true }).split("\n");
