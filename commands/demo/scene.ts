import type { Stack } from "@pulumi/pulumi/automation";
import type { GitRepository } from "../../rehearsal/git/repository";
import type { KubernetesApi } from "../../kubernetes";
import type { Exhibit, Measure, Recorder, SceneTitle } from "./recording";

/** The environment of a scene. */
export interface DemoStage {
    stack: Stack;
    /** The repository that Argo CD follows. */
    repository: GitRepository;
    api: KubernetesApi;
    recorder: Recorder;
    /** Whether Confluent's operator and its pods are simulated. If they are real, there are no limits for their times. */
    simulated: boolean;
    /** How long it may take until a commit is live, in seconds. */
    patience: number;
    /** Commands with which a user can look around. */
    lookAround: readonly string[];
    /** Ends an operator that isn't part of the stack. */
    endOperator: () => Promise<void>;
    /** Path of the Kustomize binary. */
    kustomize: string;
    /** Shows something that is not a resource, such as a rendered difference. */
    say: (text: string) => void;
}

/** The outcome of a scene that succeeded. */
export interface Outcome {
    /** One line. */
    result: string;
    measures?: Measure[];
    /** What the scene shows in addition to resources. */
    exhibits?: Exhibit[];
}

/** A part of the demo that can be shown by itself, after the scenes that it names. */
export interface Scene extends SceneTitle {
    /** Names of the scenes that have to be played first. */
    after: readonly string[];
    /** @throws UsageError if something doesn't happen as expected, or not in time */
    play(on: DemoStage): Promise<Outcome>;
}

/** Measures how long something takes, in seconds, and returns its result. */
export async function timed<T>(run: () => Promise<T>): Promise<{ value: T; seconds: number }> {
    const start = performance.now();
    const value = await run();
    return { value, seconds: Math.round(performance.now() - start) / 1000 };
}
