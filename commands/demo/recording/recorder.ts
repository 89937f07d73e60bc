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
    /** Default: none; `addVersion` adds more. */
    versions?: readonly Version[];
    /** Whether stand-ins play Confluent's operator and the pods. Default: true. */
    simulated?: boolean;
    /** Where a user watches live. Default: nowhere. */
    display?: Display;
    /** A monotonic clock, in milliseconds. Default: this process's. */
    now?: () => number;
}

/** The outcome of a scene. */
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
 * Records what happens, scene by scene. Watchers report events of objects and of the engine. What happens between two
 * scenes is the initial state of the next one.
 */
export class Recorder {
    private readonly timeline = new Timeline();
    private readonly recording: Recording;
    /** Each object's last known specification, as JSON. */
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

    /** Records an action from outside that has just been done, such as `commit pushed`. */
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

        // The generation doesn't help: for a kind without a status subresource, it also counts changes of the status.
        const spec = type === "DELETED" ? undefined : JSON.stringify(object.spec ?? {});
        const before = this.specs.get(key);
        if (before !== undefined && spec !== undefined && before !== spec) this.timeline.change(key, this.clock());
        if (spec === undefined) this.specs.delete(key);
        else this.specs.set(key, spec);
    }

    /** To be passed to an operation as its `onEvent`. */
    readonly onEngineEvent = (event: EngineEvent): void => {
        const news = readEngineEvent(event);
        if (news) {
            const { urn, kind, name, condition } = news;
            this.set(urn, { kind, name, part: "Pulumi", simulated: false }, condition);
        }
        const error = readEngineError(event);
        if (error) this.timeline.explain(error.urn, error.message);
    };

    /**
     * Everything in its current state, and its history since the scene began. Later changes don't affect the returned
     * value.
     */
    tracks(): readonly Track[] {
        return this.timeline.ended(this.clock());
    }

    /** The recording so far: the scenes that have ended. */
    finish(): Recording {
        return structuredClone(this.recording);
    }

    private set(key: string, subject: Subject, condition: Condition): void {
        const at = this.clock();
        const track = this.timeline.set(key, subject, condition, at);
        if (track && this.scene) this.display?.show(track, at);
    }
}
