import { canRedraw } from "../../../../tools/display";
import type { Mark, SceneRecord, SceneTitle, Track } from "../model";
import { LiveDisplay } from "./live";
import { PlainDisplay } from "./plain";

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

/**
 * The display of a demo: a block that is drawn anew on a terminal, else a line for each change. It does not keep the
 * process alive.
 *
 * @param output standard error where standard output is for machines
 */
export function displayOn(output: NodeJS.WriteStream, env = process.env): Display {
    if (!canRedraw(output, env)) return new PlainDisplay(output);
    const other = output === process.stdout ? process.stderr : process.stdout;
    return new LiveDisplay(output, other, !env.NO_COLOR);
}
