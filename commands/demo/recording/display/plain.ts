import type { Mark, SceneRecord, Track } from "../model";
import type { Display, Look, SceneBegun } from "./display";
import { isSettled } from "./motion";
import { ends, measureLine, nameOf, reason, seconds, words } from "./words";

/** How long the display may be silent before it says what it waits for, in milliseconds. */
const silenceMs = 15_000;
/** The most lines for one resource in one scene, so that a resource that flaps doesn't fill the log. */
const mostLines = 12;

/** The most characters of a reason. A log line may be long, but not unlimited. */
const longestReason = 160;

/** The display in a log: a line for each change, and now and then a line while nothing changes. */
export class PlainDisplay implements Display {
    private from = 0;
    private told = new Map<Track, number>();
    private silence: NodeJS.Timeout | undefined;
    private look: () => Look = () => ({ now: 0, tracks: [] });

    constructor(private readonly output: Pick<NodeJS.WriteStream, "write">) {}

    begin({ title, explanation, from }: SceneBegun, look: () => Look): void {
        this.from = from;
        this.look = look;
        this.told = new Map();
        this.line(`\n${title}\n  ${explanation}`);
    }

    show(track: Track, at: number): void {
        const span = track.spans.at(-1);
        const count = (this.told.get(track) ?? 0) + 1;
        this.told.set(track, count);
        // Pulumi usually finishes at once what it starts. If it doesn't, the line that ends the silence names it.
        if (!span || count > mostLines || (track.part === "Pulumi" && !isSettled(track))) return;
        const why = ends(reason(span), longestReason);
        const last = count === mostLines ? " (it goes on changing)" : "";
        this.line(`${this.at(at)}  ${title(track)}  ${words(track, span)}${why && `: ${why}`}${last}`);
    }

    mark({ at, text }: Mark): void {
        this.line(`${this.at(at)}  > ${text}`);
    }

    end({ ok, result, measures, from, to }: SceneRecord): void {
        for (const measure of measures) this.line(`  ${measureLine(measure)}`);
        this.line(`  ${ok ? "done in" : "FAILED after"} ${seconds(to - from)}: ${result.replace(/\n/g, "\n  ")}`);
        clearInterval(this.silence);
    }

    private readonly at = (at: number): string => seconds(at - this.from).padStart(9);

    private line(text: string): void {
        this.output.write(`${text}\n`);
        clearInterval(this.silence);
        this.silence = setInterval(() => this.waits(), silenceMs).unref();
    }

    private waits(): void {
        const { now, tracks } = this.look();
        const waiting = tracks.filter((track) => !isSettled(track)).map(({ kind, name }) => `${kind} ${name}`);
        const more = waiting.length > 5 ? ` and ${waiting.length - 5} more` : "";
        this.line(`${this.at(now)}  waiting for ${waiting.slice(0, 5).join(", ") || "something to change"}${more}`);
    }
}

const title = (track: Track): string =>
    `${track.part === "Pulumi" ? "Pulumi: " : ""}${track.kind} ${nameOf(track)}`.padEnd(40);
