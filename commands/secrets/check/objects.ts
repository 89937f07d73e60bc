import { type Document, isAlias, isNode, LineCounter, parseAllDocuments } from "yaml";
import { isObject, type Json, type JsonObject, textOf } from "../../../config/kustomize/json";
import {
    generator,
    type InTheClear,
    inChartValues,
    inTheClear,
    secretValue,
} from "../../../config/workload/secrets/clear";
import type { Finding } from "./finding";

/** Files in which every name is a chart setting: `values.yaml`, `argo-cd-values.yaml`, files in a folder `values`. */
const isValues = /(^|\/)([\w.-]*values[\w.-]*\.ya?ml|values\/[\w.-]+\.ya?ml)$/;

/** A finding, with the last line of the value. */
export interface InYaml extends Finding {
    until: number;
}

/** Secrets in the Kubernetes objects, kustomizations and chart values of a YAML file; empty if it isn't YAML. */
export function inYaml(file: string, text: string): InYaml[] {
    const lines = new LineCounter();
    // kubectl rejects a duplicate key, but its value is in Git all the same.
    const options = { lineCounter: lines, merge: true, uniqueKeys: false, logLevel: "silent" } as const;
    const documents = parseAllDocuments(text, options);
    const found = [...documents].flatMap((document) => {
        const value = valueOf(document);
        if (!isObject(value)) return [];
        return clearIn(file, value).map(({ path, what, fix }) => {
            const [line = 1, until = 1] = placeOf(document, path).map((offset) => lines.linePos(offset).line);
            return { file, line, until, object: nameOf(value, path), what, fix };
        });
    });
    // A text with settings may be found both as a text and by its settings.
    return found.filter((one, index) => found.findIndex(({ object }) => object === one.object) === index);
}

function valueOf(document: Document): Json | undefined {
    try {
        // The part that could be read, if a YAML reader rejects the whole.
        return document.toJS() as Json;
    } catch {
        // An alias that can't be resolved.
        return undefined;
    }
}

function clearIn(file: string, value: JsonObject): InTheClear[] {
    const { kind, apiVersion } = value;
    if (typeof kind === "string" && typeof apiVersion === "string" && !apiVersion.startsWith("kustomize.config")) {
        return kind === "Application" ? [...inTheClear(value), ...inHelmText(value)] : inTheClear(value);
    }
    if (/(^|\/)[Kk]ustomization(\.ya?ml)?$/.test(file)) return inKustomization(value);
    if (/(^|\/)Pulumi\.[\w.-]+\.yaml$/.test(file)) return inStackFile(value);
    return isValues.test(file) ? inChartValues(value) : inTheClear(value);
}

/** Argo CD's `spec.source.helm.values`, and those in `sources[]`, contain chart values as text. */
function inHelmText(application: JsonObject): InTheClear[] {
    const spec = isObject(application.spec) ? application.spec : {};
    const sources = Array.isArray(spec.sources)
        ? spec.sources.map((one, index) => [one, ["sources", index]] as const)
        : [];
    return [[spec.source, ["source"]] as const, ...sources].flatMap(([source, at]) => {
        const helm = isObject(source) && isObject(source.helm) ? source.helm : {};
        const values = parsed(textOf(helm.values));
        // The document doesn't show the position within the text.
        return values === undefined
            ? []
            : inChartValues(values).map((one) => ({ ...one, path: ["spec", ...at, "helm", "values"] }));
    });
}

/** Pulumi encrypts secrets, as `{ secure: … }`. */
const inStackFile = (stack: JsonObject): InTheClear[] =>
    inTheClear(stack).map((one) => ({
        ...one,
        fix: `remove it, change it, and set the new one by pulumi config set --secret --path '${one.path.slice(1).join(".")}'`,
    }));

/** Generators that create Secrets from what is in Git, and objects in patches. */
function inKustomization(kustomization: JsonObject): InTheClear[] {
    const listOf = (field: string): readonly (readonly [Json, readonly [string, number]])[] => {
        const list = kustomization[field];
        return Array.isArray(list) ? list.map((one, index) => [one, [field, index]] as const) : [];
    };
    const patches = ["patches", "patchesStrategicMerge", "patchesJson6902"].flatMap(listOf);
    return [
        ...listOf("secretGenerator").map(([one, at]) => generator(at, isObject(one) ? textOf(one.name) : "")),
        ...patches.flatMap(([patch, at]) => inPatch(patch).map((one) => ({ ...one, path: at }))),
        ...inTheClear({ configMapGenerator: kustomization.configMapGenerator }),
        ...inChartValues(literalsIn(kustomization.configMapGenerator)).map((one) => ({
            ...one,
            path: ["configMapGenerator"],
        })),
    ];
}

function inPatch(patch: Json): InTheClear[] {
    const object = parsed(textOf(isObject(patch) ? patch.patch : patch));
    if (isObject(object)) return inTheClear(object);
    const target = isObject(patch) && isObject(patch.target) ? patch.target : {};
    const fields = Array.isArray(object) && target.kind === "Secret" ? object.map(secretField) : [];
    const [field] = fields.filter((one) => one !== undefined);
    return field === undefined ? inChartValues(operationsIn(object)) : [secretValue([], field)];
}

/** Whether an operation sets a value in a Secret, in data or stringData. */
const secretField = (operation: Json): string | undefined =>
    isObject(operation) && operation.value !== undefined
        ? /^\/(data|stringData)(\/|$)/.exec(textOf(operation.path))?.[1]
        : undefined;

/** A JSON patch's values by the last name of their path, as if they were settings. */
const operationsIn = (patch: Json | undefined): Json =>
    Array.isArray(patch)
        ? patch.map((one) => (isObject(one) ? { [textOf(one.path).split("/").at(-1) ?? ""]: one.value } : null))
        : null;

const literalsIn = (generators: Json | undefined): Json =>
    Array.isArray(generators)
        ? generators.flatMap((one) => (isObject(one) && Array.isArray(one.literals) ? one.literals : []))
        : null;

function parsed(text: string): Json | undefined {
    if (text === "") return undefined;
    const [document] = parseAllDocuments(text, { logLevel: "silent" });
    return document && "toJS" in document ? valueOf(document) : undefined;
}

/** The range of the value at a path, or of the nearest existing parent. */
function placeOf(document: Document, path: readonly (string | number)[]): [from: number, to: number] {
    for (let length = path.length; length > 0; length--) {
        const node = document.getIn(path.slice(0, length), true);
        if (isNode(node) && !isAlias(node) && node.range) return [node.range[0], node.range[1]];
    }
    const from = document.contents?.range?.[0] ?? 0;
    return [from, from];
}

function nameOf({ kind, metadata }: JsonObject, path: readonly (string | number)[]): string {
    const name = isObject(metadata) ? textOf(metadata.name) : "";
    return [`${textOf(kind)} ${name}`.trim(), path.join(".")].filter(Boolean).join(", ");
}
