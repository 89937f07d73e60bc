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
    /** Where a user sees it live. */
    display: Display;
    /** Shows a line, or several, between what the display shows. */
    say: (text: string) => void;
    /** Called before each scene. Default: nothing to wait for. */
    beforeScene?: (scene: Scene) => Promise<void>;
    /** Called when the scenes are through, while everything still runs. */
    keep?: (stage: DemoStage, recording: Recording) => Promise<void>;
}

/**
 * Plays scenes of the whole GitOps loop: Pulumi's dev stack, Argo CD, and a Git repository made for the run.
 * A scene that does not do what it should ends the demo, and its record says why.
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

/** @returns whether it did what it should */
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
