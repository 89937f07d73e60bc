import type { GitOps } from "../gitOps";
import type { KubernetesApi } from "../kubernetesApi";
import type { Measure, Recorder, SceneTitle } from "../recording";
import type { Stage } from "../stage";

/** What a scene plays on. */
export interface DemoStage {
    stage: Stage;
    gitOps: GitOps;
    api: KubernetesApi;
    recorder: Recorder;
    /** Kustomize's binary. */
    kustomize: string;
    /** Shows something that is no resource: a rendered difference. */
    say: (text: string) => void;
}

/** What came of a scene that did what it should. */
export interface Outcome {
    /** One line. */
    result: string;
    measures?: Measure[];
}

/** A part of the demo that can be shown by itself, once those that it names were played. */
export interface Scene extends SceneTitle {
    /** Names of the scenes that leave what this one begins with. */
    after: readonly string[];
    /** @throws UsageError where something does not happen as it should, or not in time */
    play(on: DemoStage): Promise<Outcome>;
}

/** Seconds that something takes, and what it gives. */
export async function timed<T>(run: () => Promise<T>): Promise<{ value: T; seconds: number }> {
    const start = performance.now();
    const value = await run();
    return { value, seconds: Math.round(performance.now() - start) / 1000 };
}
