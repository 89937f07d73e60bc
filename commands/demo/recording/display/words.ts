import wrapAnsi from "wrap-ansi";
import { isMet, type Measure, type Span, type Track } from "../model";

/** `12.3 s`. @param ms milliseconds. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** What is said of a track in a state, such as `RUNNING (simulated)`. */
export function words({ simulated }: Pick<Track, "simulated">, { state, says }: Span): string {
    const said = says ?? (state === "healthy" ? "there" : state);
    const telling = state === "degraded" && says ? `degraded: ${says}` : said;
    return simulated ? `${telling} (simulated)` : telling;
}

/** A track's name, such as `confluent/kafka`. */
export const nameOf = ({ namespace, name }: Pick<Track, "namespace" | "name">): string =>
    namespace ? `${namespace}/${name}` : name;

/**
 * Why it is so, in one line; empty where all is well, for then a controller's message says nothing more. That it is
 * simulated is said with the state already.
 */
export function reason({ state, message = "" }: Span): string {
    if (state === "healthy" || state === "gone") return "";
    return message
        .replace(/^simulated: /, "")
        .replace(/\s+/g, " ")
        .trim();
}

/** At most `width` characters: the beginning and the end of a text, for an error's end says what it is about. */
export function ends(text: string, width: number): string {
    if (text.length <= width) return text;
    const head = Math.floor(width / 3);
    return `${text.slice(0, head)} … ${text.slice(text.length - (width - head - 3))}`;
}

/** `commit to live: 1.4 s (at most 2 s)`; a bound that is not met says so. */
export function measureLine(measure: Measure): string {
    const { what, bound } = measure;
    const met = isMet(measure);
    const held = bound === undefined ? "" : ` (at most ${bound} s${met ? "" : ": NOT MET"})`;
    return `${what}: ${seconds(measure.seconds * 1000)}${held}`;
}

/** At most `width` characters, the last of them a `…` where something is missing. */
export const fit = (text: string, width: number): string =>
    text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text;

/** The same with what is missing at the beginning: resources of one stack begin alike. */
export const fitEnd = (text: string, width: number): string =>
    text.length > width ? `…${text.slice(text.length - width + 1)}` : text;

/** Exactly `width` characters. */
export const cell = (text: string, width: number): string => fit(text, width).padEnd(width);

/** The text in lines of at most `width` columns, broken between words. */
export const wrap = (text: string, width: number): string[] =>
    wrapAnsi(text.replace(/\s+/g, " ").trim(), width, { hard: true }).split("\n");
