import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";

/** What a file in stages/ holds: kwok Stages for several kinds at once. */
interface Family {
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

/** A Stage of kwok, as far as it is read here. @see https://kwok.sigs.k8s.io/docs/user/stages-configuration/ */
export interface Stage {
    apiVersion: "kwok.x-k8s.io/v1alpha1";
    kind: "Stage";
    metadata: { name: string };
    spec: { resourceRef: ResourceRef; delay?: { durationMilliseconds: number }; [field: string]: unknown };
}

/** Group and version of Confluent's kinds. */
export const confluentVersion = "platform.confluent.io/v1beta1";

const folder = join(__dirname, "stages");

/**
 * The Stages for kinds: those of Confluent's that are given, and Node always.
 *
 * @param kinds such as `Kafka`. kwok ends at once where a kind that it is to play is not served.
 * @param slowness what every delay is multiplied by.
 */
export function stagesFor(kinds: readonly string[], slowness = 1): Stage[] {
    const played = new Set([...kinds, "Node"]);
    return families().flatMap(({ kinds: words, stages }) =>
        Object.entries(words)
            .filter(([kind]) => played.has(kind))
            .flatMap(([kind, values]) =>
                Object.entries(stages).map(([name, spec]) => stageOf(name, kind, filled(spec, values), slowness)),
            ),
    );
}

/** Confluent's kinds that there are stages for. */
export const playedKinds = (): string[] => [
    ...new Set(families().flatMap(({ kinds }) => Object.keys(kinds).filter((kind) => kind !== "Node"))),
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

function stageOf(name: string, kind: string, spec: object, slowness: number): Stage {
    const { delay, ...rest } = spec as Partial<Stage["spec"]>;
    return {
        apiVersion: "kwok.x-k8s.io/v1alpha1",
        kind: "Stage",
        metadata: { name: `${kind.toLowerCase()}-${name}` },
        spec: {
            resourceRef: { apiGroup: kind === "Node" ? "v1" : confluentVersion, kind },
            ...rest,
            ...(delay && { delay: { durationMilliseconds: Math.round(delay.durationMilliseconds * slowness) } }),
        },
    };
}

const familyIn = (text: string) => parse(text) as Family;
