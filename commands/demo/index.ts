import { Cleanup } from "../../base/cleanup";
import { describeMachine } from "../../base/machine";
import { type Display, type Recording, startRecorder } from "./recording";
import type { DemoStage, Scene } from "./scene";
import type { Place } from "./names";
import { openPlace } from "./stages";

export interface DemoOptions {
    scenes: readonly Scene[];
    /** Default: `rehearsal`. */
    place?: Place;
    /** Where a user watches the demo live. */
    display: Display;
    /** Prints one or more lines between the display's own. */
    say: (text: string) => void;
    /** Called before each scene. Default: don't wait. */
    beforeScene?: (scene: Scene) => Promise<void>;
    /** Called after the last scene, while everything still runs. */
    keep?: (stage: DemoStage, recording: Recording) => Promise<void>;
}

/**
 * Plays scenes of the whole GitOps loop: Pulumi's dev stack, Argo CD, and a Git repository that is created for the run. A
 * scene that fails ends the demo, and its record says why.
 */
export async function playDemo(options: DemoOptions): Promise<Recording> {
    const cleanup = new Cleanup();
    try {
        const on = await setUp(options, cleanup);
        for (const scene of options.scenes) {
            await options.beforeScene?.(scene);
            if (!(await play(scene, on))) break;
        }
        const recording = on.recorder.finish();
        await options.keep?.(on, recording);
        return recording;
    } finally {
        await cleanup.run();
    }
}

async function setUp({ say, display, place = "rehearsal" }: DemoOptions, cleanup: Cleanup): Promise<DemoStage> {
    const start = performance.now();
    const { served, versions, ...opened } = await openPlace[place](cleanup);
    for (const sentence of served) say(`  ${sentence}`);
    say(`The stage is set, after ${((performance.now() - start) / 1000).toFixed(1)} s.`);
    const title = "From a commit to Confluent Platform";
    const { simulated } = opened;
    const recorder = await startRecorder(opened.api, {
        title,
        machine: describeMachine(),
        versions,
        simulated,
        display,
    });
    cleanup.add(() => recorder.stop());
    return { ...opened, recorder, say };
}

/** @returns whether the scene succeeded */
async function play(scene: Scene, on: DemoStage): Promise<boolean> {
    const { name, title, explanation } = scene;
    on.recorder.beginScene({ name, title, explanation });
    try {
        const { result, measures = [], exhibits } = await scene.play(on);
        const held = measures.map(({ what, seconds, bound }) => ({ what, seconds, ...(on.simulated && { bound }) }));
        on.recorder.endScene({ ok: true, result, measures: held, exhibits });
        return true;
    } catch (error) {
        on.recorder.endScene({ ok: false, result: error instanceof Error ? error.message : String(error) });
        return false;
    }
}
