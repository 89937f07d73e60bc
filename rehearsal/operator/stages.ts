import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";

/** What a file in stages/ holds: kwok Stages for several kinds at once. */
interface Family {
    /** Group and version of kinds that are not Confluent's. They are played always, and have nothing to do with the operator. */
    apiGroup?: string;
    /** For each kind, what stands in the stages for `$word`: a text, or a time in milliseconds. */
    kinds: Record<string, Record<string, string | number>>;
    /** Each a Stage's `spec` but for its resourceRef, by name. */
    stages: Record<string, object>;
}

/** A kind as kwok names it. */
interface ResourceRef {
    /** Group and version, whatever the name says. */
    apiGroup: string;
    kind: string;
}

/** How long a stage waits once it fits, as a file in stages/ says it. */
interface Delay {
    durationMilliseconds: number;
    /** Where it is counted from a moment that stands in the object: an expression of CEL. Default: its last event. */
    since?: string;
}

/** A delay as kwok reads it: what `durationFrom` says goes before, and milliseconds hold where that says nothing. */
interface StageDelay {
    durationMilliseconds: number;
    durationFrom?: { cel: { expression: string } };
}

/** A Stage of kwok, as far as it is read here. @see https://kwok.sigs.k8s.io/docs/user/stages-configuration/ */
export interface Stage {
    apiVersion: "kwok.x-k8s.io/v1alpha1";
    kind: "Stage";
    metadata: { name: string };
    spec: { resourceRef: ResourceRef; delay?: StageDelay; [field: string]: unknown };
}

/** Group and version of Confluent's kinds. */
export const confluentVersion = "platform.confluent.io/v1beta1";

const folder = join(__dirname, "stages");

/**
 * The Stages for kinds: those of Confluent's that are given, and always those of Kubernetes itself.
 *
 * @param kinds such as `Kafka`. kwok ends at once where a kind that it is to play is not served.
 * @param slowness what every delay is multiplied by.
 */
export function stagesFor(kinds: readonly string[], slowness = 1): Stage[] {
    return families().flatMap(({ apiGroup, kinds: words, stages }) =>
        Object.entries(words)
            .filter(([kind]) => apiGroup !== undefined || kinds.includes(kind))
            .flatMap(([kind, values]) => {
                const resourceRef = { apiGroup: apiGroup ?? confluentVersion, kind };
                return Object.entries(stages).map(([name, spec]) =>
                    stageOf(name, resourceRef, filled(spec, values), slowness),
                );
            }),
    );
}

/** Confluent's kinds that there are stages for. */
export const playedKinds = (): string[] => [
    ...new Set(families().flatMap(({ apiGroup, kinds }) => (apiGroup === undefined ? Object.keys(kinds) : []))),
];

/** As kwok's `--config` takes them. */
export const asConfig = (stages: readonly Stage[]): string => stages.map((stage) => stringify(stage)).join("---\n");

const families = (): Family[] => readdirSync(folder).map((name) => familyIn(readFileSync(join(folder, name), "utf8")));

/** @throws Error where a stage has a `$word` that a kind gives no value for. */
export function filled(value: object, words: Record<string, string | number>): object {
    const fill = (part: unknown): unknown => {
        if (Array.isArray(part)) return part.map(fill);
        if (typeof part === "object" && part !== null) {
            return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, fill(inner)]));
        }
        return typeof part === "string" ? fillText(part, words) : part;
    };
    return fill(value) as object;
}

/** A text that is nothing but one word becomes its value, with its type. Go templates' own `$names` are in `{{ }}`. */
function fillText(text: string, words: Record<string, string | number>): string | number {
    const whole = words[text];
    if (whole !== undefined) return whole;
    return text.replace(/\{\{.*?\}\}|\$[a-zA-Z]+/gs, (found) => {
        if (found.startsWith("{{")) return found;
        const value = words[found];
        if (value === undefined) throw new Error(`stages: nothing stands for ${found}`);
        return String(value);
    });
}

function stageOf(name: string, resourceRef: ResourceRef, spec: object, slowness: number): Stage {
    const { delay, ...rest } = spec as { delay?: Delay };
    return {
        apiVersion: "kwok.x-k8s.io/v1alpha1",
        kind: "Stage",
        metadata: { name: `${resourceRef.kind.toLowerCase()}-${name}` },
        spec: {
            resourceRef,
            ...rest,
            ...(delay && { delay: delayOf(delay, slowness) }),
        },
    };
}

/**
 * With each event of an object kwok begins a delay anew (addStageJob in its pkg/kwok/controllers/stage_controller.go,
 * v0.8.0), so that a stage never comes where somebody writes on the object more often than that. What is left of a time
 * that is counted from a moment does not change by that.
 */
function delayOf({ durationMilliseconds, since }: Delay, slowness: number): StageDelay {
    const ms = Math.round(durationMilliseconds * slowness);
    if (since === undefined) return { durationMilliseconds: ms };
    const expression = `timestamp(${since}) + duration("${ms}ms") - Now()`;
    return { durationMilliseconds: ms, durationFrom: { cel: { expression } } };
}

const familyIn = (text: string) => parse(text) as Family;
