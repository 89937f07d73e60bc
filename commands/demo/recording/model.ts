import type { Version } from "../../../rehearsal/played";

/**
 * What a demo leaves behind, as `--json` prints it and the report page draws it. Every time is in whole milliseconds since
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

/** What a scene is announced with. */
export interface SceneTitle {
    /** As `--scene` takes it, such as `bad-commit`. */
    name: string;
    /** Such as `A bad commit`. */
    title: string;
    /** One line: what is going to happen, and why. */
    explanation: string;
}

export interface SceneRecord extends SceneTitle {
    /** One line: what came of it. */
    result: string;
    ok: boolean;
    from: number;
    to: number;
    /** Every resource that was there at any time of the scene, in the order in which a reader looks for them. */
    tracks: Track[];
    /** What was done from outside, such as a commit. */
    marks: Mark[];
    measures: Measure[];
    exhibits: Exhibit[];
}

/** Text that a scene shows, such as a diff: kept line by line, as it is. */
export interface Exhibit {
    title: string;
    text: string;
}

/** A moment of a scene. */
export interface Mark {
    at: number;
    text: string;
}

/** How long something took. */
export interface Measure {
    /** Such as `commit to live`. */
    what: string;
    seconds: number;
    /** The most that it may take, in seconds; left out where nothing is demanded. */
    bound?: number;
}

/** Whether a measure keeps its bound; undefined where it has none. */
export const isMet = ({ seconds, bound }: Measure): boolean | undefined =>
    bound === undefined ? undefined : seconds <= bound;

/** The parts of the loop, in the order in which a change passes through them. Pulumi's tracks are its own operations. */
export const parts = ["Pulumi", "Kubernetes", "Argo CD", "Confluent Platform"] as const;
export type Part = (typeof parts)[number];

/** The life of one resource in one scene: how it was when the scene began, and every change since. */
export interface Track {
    kind: string;
    /** Left out for a kind without, and for what Pulumi makes. */
    namespace?: string;
    name: string;
    part: Part;
    /** Argo CD's sync wave; left out where the object says none. */
    wave?: number;
    /** Whether a stand-in plays the controller that sets its state. */
    simulated: boolean;
    /** Never empty, without gaps, in the order of time. */
    spans: Span[];
    /** When its specification changed, not counting its making. */
    changes: number[];
}

/** In the order of a life. */
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

/** How a resource is, as a user would say it. */
export type TrackState = (typeof trackStates)[number];

/** What a resource is found to be. */
export interface Condition {
    state: TrackState;
    /** In the words of its controller, such as `PROVISIONING` or `Synced, Healthy`. */
    says?: string;
    /** Why, where it is known, such as a sync's error. */
    message?: string;
}

/** A time in which a resource was in one state, and its controller said the same of it. */
export interface Span extends Condition {
    from: number;
    /** Left out while it lasts; set in every span of a scene that has ended. */
    to?: number;
}
