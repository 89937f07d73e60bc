import type { Version } from "../../../rehearsal/played";

/**
 * The recording of a demo, as `--json` prints it and the report page draws it. All times are whole milliseconds since
 * `startedAt`.
 */
export interface Recording {
    title: string;
    /** ISO 8601, in UTC. */
    startedAt: string;
    /** Such as `2 cores, 24 GB, linux x64`. */
    machine?: string;
    versions: Version[];
    scenes: SceneRecord[];
}

/** How a scene is announced. */
export interface SceneTitle {
    /** The value for `--scene`, such as `bad-commit`. */
    name: string;
    /** The title, such as `A bad commit`. */
    title: string;
    /** One line: what is going to happen, and why. */
    explanation: string;
}

export interface SceneRecord extends SceneTitle {
    /** One line: the outcome. */
    result: string;
    ok: boolean;
    from: number;
    to: number;
    /** Every resource that existed at any time during the scene, in reading order. */
    tracks: Track[];
    /** Actions from outside, such as a commit. */
    marks: Mark[];
    measures: Measure[];
    exhibits: Exhibit[];
}

/** Text that a scene shows, such as a diff. Its line breaks are kept. */
export interface Exhibit {
    title: string;
    text: string;
}

/** A moment of a scene. */
export interface Mark {
    at: number;
    text: string;
}

/** A measured time. */
export interface Measure {
    /** For example `commit to live`. */
    what: string;
    seconds: number;
    /** The most that it may take, in seconds. Left out if there is no limit. */
    bound?: number;
}

/** Whether a measure keeps its bound. Undefined if it has none. */
export const isMet = ({ seconds, bound }: Measure): boolean | undefined =>
    bound === undefined ? undefined : seconds <= bound;

/** The parts of the loop, in the order in which a change passes through them. Pulumi's tracks are its own operations. */
export const parts = ["Pulumi", "Kubernetes", "Argo CD", "Confluent Platform"] as const;
export type Part = (typeof parts)[number];

/** The life of one resource in one scene: its state when the scene began, and every change since. */
export interface Track {
    kind: string;
    /** Left out for kinds without a namespace, and for resources that Pulumi creates. */
    namespace?: string;
    name: string;
    part: Part;
    /** Argo CD's sync wave. Left out if the object doesn't set one. */
    wave?: number;
    /** Whether a stand-in plays the controller that sets the state. */
    simulated: boolean;
    /** Never empty, without gaps, in chronological order. */
    spans: Span[];
    /** When the specification changed. The creation doesn't count. */
    changes: number[];
}

/** In the order of a life cycle. */
export const trackStates = [
    "pending",
    "progressing",
    "healthy",
    "degraded",
    "out of sync",
    "suspended",
    "deleting",
    "gone",
] as const;

/** The state of a resource, in a user's words. */
export type TrackState = (typeof trackStates)[number];

/** The observed condition of a resource. */
export interface Condition {
    state: TrackState;
    /** In its controller's words, such as `PROVISIONING` or `Synced, Healthy`. */
    says?: string;
    /** The reason, if it is known, such as a sync's error. */
    message?: string;
}

/** A time during which a resource was in one state, and its controller reported the same. */
export interface Span extends Condition {
    from: number;
    /** Left out while the span lasts. Set in every span of a scene that has ended. */
    to?: number;
}
