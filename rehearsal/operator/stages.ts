import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";

/** The contents of a file in stages/: kwok Stages for several kinds at once. */
interface Family {
    /** Group and version of kinds that aren't Confluent's. They are always simulated, independently of the operator. */
    apiGroup?: string;
    /** For each kind, the values for `$word` in the stages: a text, or a time in milliseconds. */
    kinds: Record<string, Record<string, string | number>>;
    /** A Stage's `spec` without its resourceRef, by name. */
    stages: Record<string, object>;
}

/** A kind in kwok's notation. */
interface ResourceRef {
    /** Group and version, despite the name. */
    apiGroup: string;
    kind: string;
}

/** How long a stage waits once it matches, as written in a file in stages/. */
interface Delay {
    durationMilliseconds: number;
    /** A CEL expression for the moment in the object from which the delay counts. Default: its last event. */
    since?: string;
}

/** A delay as kwok reads it: `durationFrom` takes precedence, and the milliseconds apply if it yields nothing. */
interface StageDelay {
    durationMilliseconds: number;
    durationFrom?: { cel: { expression: string } };
}

/** The part of a kwok Stage that is used here. @see https://kwok.sigs.k8s.io/docs/user/stages-configuration/ */
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
 * The Stages for kinds: for the given ones of Confluent's, and always for Kubernetes' own.
 *
 * @param kinds such as `Kafka`. kwok ends immediately if a kind that it should simulate isn't served
 * @param slowness a factor for every delay
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

/** Confluent's kinds for which there are stages. */
export const playedKinds = (): string[] => [
    ...new Set(families().flatMap(({ apiGroup, kinds }) => (apiGroup === undefined ? Object.keys(kinds) : []))),
];

/** In the form that kwok's `--config` accepts. */
export const asConfig = (stages: readonly Stage[]): string => stages.map((stage) => stringify(stage)).join("---\n");

const families = (): Family[] => readdirSync(folder).map((name) => familyIn(readFileSync(join(folder, name), "utf8")));

/** @throws Error if a stage has a `$word` for which a kind has no value */
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

/**
 * A text that consists of a single word is replaced by its value, including its type. `$names` in `{{ }}` belong to Go
 * templates.
 */
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
 * With each event of an object, kwok starts a delay again (addStageJob in its pkg/kwok/controllers/stage_controller.go,
 * v0.8.0), so a stage is never reached if something writes to the object more often than that. The remainder of a delay
 * that counts from a fixed moment is unaffected.
 */
function delayOf({ durationMilliseconds, since }: Delay, slowness: number): StageDelay {
    const ms = Math.round(durationMilliseconds * slowness);
    if (since === undefined) return { durationMilliseconds: ms };
    const expression = `timestamp(${since}) + duration("${ms}ms") - Now()`;
    return { durationMilliseconds: ms, durationFrom: { cel: { expression } } };
}

const familyIn = (text: string) => parse(text) as Family;
