import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { WatchEvent } from "../../../kubernetes";
import { conditionOf } from "./condition";
import type { Display } from "./display/display";
import { readEngineError, readEngineEvent } from "./engineConditions";
import type { Condition, Exhibit, Mark, Measure, Recording, SceneRecord, SceneTitle, Track } from "./model";
import type { Version } from "../../../rehearsal/played";
import { subjectOf } from "./subject";
import { type Subject, Timeline } from "./timeline";

export interface RecorderOptions {
    title: string;
    machine?: string;
    /** Default: none; `addVersion` adds to them. */
    versions?: readonly Version[];
    /** Whether stand-ins play the Confluent operator and the pods. Default: true. */
    simulated?: boolean;
    /** Where a user sees it live. Default: nowhere. */
    display?: Display;
    /** A clock that only goes forward, in milliseconds. Default: this process's. */
    now?: () => number;
}

/** What came of a scene. */
export interface SceneEnd {
    ok: boolean;
    /** One line. */
    result: string;
    /** Default: none. */
    measures?: Measure[];
    /** For the report page. Default: none. */
    exhibits?: Exhibit[];
}

/**
 * Writes down what happens, scene by scene. It is told by whoever watches: events of objects and of the engine. What
 * comes between two scenes is how the next one begins.
 */
export class Recorder {
    private readonly timeline = new Timeline();
    private readonly recording: Recording;
    /** Each object's specification as it was last seen, as JSON. */
    private readonly specs = new Map<string, string>();
    private readonly clock: () => number;
    private readonly display: Display | undefined;
    private readonly simulated: boolean;
    private scene: (SceneTitle & { from: number; marks: Mark[] }) | undefined;

    constructor(options: RecorderOptions) {
        const { title, machine, versions = [], display, simulated = true, now = () => performance.now() } = options;
        const start = now();
        this.clock = () => Math.round(now() - start);
        this.display = display;
        this.simulated = simulated;
        const startedAt = new Date().toISOString();
        this.recording = { title, startedAt, ...(machine && { machine }), versions: [...versions], scenes: [] };
    }

    addVersion(version: Version): void {
        this.recording.versions.push(version);
    }

    beginScene({ name, title, explanation }: SceneTitle): void {
        if (this.scene) throw new Error(`the scene ${this.scene.name} has not ended`);
        const from = this.clock();
        this.scene = { name, title, explanation, from, marks: [] };
        this.timeline.begin(from);
        this.display?.begin(this.scene, () => ({ now: this.clock(), tracks: this.timeline.all() }));
    }

    /** Notes what was done just now from outside, such as `commit pushed`. */
    mark(text: string): void {
        const mark = { at: this.clock(), text };
        this.scene?.marks.push(mark);
        if (this.scene) this.display?.mark(mark);
    }

    endScene({ ok, result, measures = [], exhibits = [] }: SceneEnd): SceneRecord {
        if (!this.scene) throw new Error("no scene has begun");
        const to = this.clock();
        const tracks = this.timeline.ended(to);
        const { marks, ...title } = this.scene;
        const scene = { ...title, result, ok, to, tracks, marks, measures, exhibits };
        this.scene = undefined;
        this.recording.scenes.push(scene);
        this.display?.end(scene);
        return scene;
    }

    onObject({ type, object }: WatchEvent): void {
        const { apiVersion, kind, metadata } = object;
        const key = `${apiVersion} ${kind} ${metadata.namespace ?? ""}/${metadata.name}`;
        const condition: Condition = type === "DELETED" ? { state: "gone" } : conditionOf(object);
        this.set(key, subjectOf(object, this.simulated), condition);

        // Not by its generation: that of a kind without a status of its own counts changes of the status too.
        const spec = type === "DELETED" ? undefined : JSON.stringify(object.spec ?? {});
        const before = this.specs.get(key);
        if (before !== undefined && spec !== undefined && before !== spec) this.timeline.change(key, this.clock());
        if (spec === undefined) this.specs.delete(key);
        else this.specs.set(key, spec);
    }

    /** To be given to an operation as its `onEvent`. */
    readonly onEngineEvent = (event: EngineEvent): void => {
        const news = readEngineEvent(event);
        if (news) {
            const { urn, kind, name, condition } = news;
            this.set(urn, { kind, name, part: "Pulumi", simulated: false }, condition);
        }
        const error = readEngineError(event);
        if (error) this.timeline.explain(error.urn, error.message);
    };

    /** How everything is, and has been since the scene began. Later changes do not reach what was handed out. */
    tracks(): readonly Track[] {
        return this.timeline.ended(this.clock());
    }

    /** What was recorded so far: the scenes that have ended. */
    finish(): Recording {
        return structuredClone(this.recording);
    }

    private set(key: string, subject: Subject, condition: Condition): void {
        const at = this.clock();
        const track = this.timeline.set(key, subject, condition, at);
        if (track && this.scene) this.display?.show(track, at);
    }
}
