import type { Mark, SceneRecord, SceneTitle, Track } from "../model";

/** A scene under way, as it is now. Times are those of the recording. */
export interface Look {
    now: number;
    tracks: readonly Track[];
}

export type SceneBegun = SceneTitle & { from: number };

/** Where a user sees what happens, while it does. */
export interface Display {
    begin(scene: SceneBegun, look: () => Look): void;
    /** Called with a track when the last of its spans has just begun. */
    show(track: Track, at: number): void;
    mark(mark: Mark): void;
    end(scene: SceneRecord): void;
}
