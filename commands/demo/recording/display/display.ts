import type { Mark, SceneRecord, SceneTitle, Track } from "../model";

/** The current state of a running scene. Its times are those of the recording. */
export interface Look {
    now: number;
    tracks: readonly Track[];
}

export type SceneBegun = SceneTitle & { from: number };

/** Where a user watches what happens, live. */
export interface Display {
    begin(scene: SceneBegun, look: () => Look): void;
    /** Called with a track whose last span has just begun. */
    show(track: Track, at: number): void;
    mark(mark: Mark): void;
    end(scene: SceneRecord): void;
}
