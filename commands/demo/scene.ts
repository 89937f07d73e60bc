import type { Stack } from "@pulumi/pulumi/automation";
import type { GitRepository } from "../../rehearsal/git/repository";
import type { KubernetesApi } from "../../kubernetes";
import type { Exhibit, Measure, Recorder, SceneTitle } from "./recording";

/** What a scene plays on. */
export interface DemoStage {
    stack: Stack;
    /** What Argo CD follows. */
    repository: GitRepository;
    api: KubernetesApi;
    recorder: Recorder;
    /** Whether the Confluent operator and its pods are played; where they are real, nothing is demanded of their times. */
    simulated: boolean;
    /** How long a commit may take to be live, in seconds. */
    patience: number;
    /** What a user may type to look around. */
    lookAround: readonly string[];
    /** Ends an operator that is not the stack's own. */
    endOperator: () => Promise<void>;
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
    /** What the scene shows beside resources. */
    exhibits?: Exhibit[];
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
