import { type Condition, parts, type Track } from "./model";

/** The subject of a track. */
export type Subject = Omit<Track, "spans" | "changes">;

/** The tracks of one scene after another. A subject that still exists when a scene ends continues in the next one. */
export class Timeline {
    private tracks = new Map<string, Track>();

    /** Begins a scene. Pulumi's tracks end with the previous scene. */
    begin(at: number): void {
        const lasting = [...this.tracks].flatMap(([key, { spans, ...subject }]): [string, Track][] => {
            const { from: _from, ...condition } = spans.at(-1) ?? { state: "gone" };
            if (condition.state === "gone" || subject.part === "Pulumi") return [];
            return [[key, { ...subject, spans: [{ ...condition, from: at }], changes: [] }]];
        });
        this.tracks = new Map(lasting);
    }

    /** Sets the condition of a subject from now on. @returns its track, if this is a change that a reader would see. */
    set(key: string, subject: Subject, { state, says, message }: Condition, at: number): Track | undefined {
        const track = this.tracks.get(key) ?? { ...subject, spans: [], changes: [] };
        const last = track.spans.at(-1);
        // While something is in motion, a new reason is the next step. Once it has failed, a new reason is another failure.
        const isAnother = state === "degraded" && message && last?.message && message !== last.message;
        if (last?.state === state && last.says === says && !isAnother) {
            if (message) last.message = message;
            return undefined;
        }
        if (last) last.to = at;
        // It was in that state for no time.
        if (last?.from === at) track.spans.pop();
        track.spans.push({ from: at, state, ...(says && { says }), ...(message && { message }) });
        this.tracks.set(key, track);
        return track;
    }

    /** Sets the reason for a subject's state. */
    explain(key: string, message: string): void {
        const last = this.tracks.get(key)?.spans.at(-1);
        if (last) last.message = message;
    }

    /** Records that a subject's specification changed. */
    change(key: string, at: number): void {
        this.tracks.get(key)?.changes.push(at);
    }

    get(key: string): Track | undefined {
        return this.tracks.get(key);
    }

    /** The scene's current tracks, in order. */
    all(): Track[] {
        return [...this.tracks.values()].sort(inOrder);
    }

    /** The scene's tracks, ended. */
    ended(to: number): Track[] {
        return this.all().map((track) => ({
            ...track,
            spans: track.spans.map((span) => ({ to, ...span })),
            changes: [...track.changes],
        }));
    }
}

/** By part and wave, and within them in the order of appearance. */
const inOrder = (one: Track, other: Track): number =>
    parts.indexOf(one.part) - parts.indexOf(other.part) || (one.wave ?? 0) - (other.wave ?? 0);
