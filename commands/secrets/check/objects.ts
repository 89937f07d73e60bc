import { type Document, isAlias, isNode, LineCounter, parseAllDocuments } from "yaml";
import { isObject, type Json, type JsonObject, textOf } from "../../../config/kustomize/json";
import { type InTheClear, inChartValues, inTheClear } from "../../../config/workload/secrets/clear";
import type { Finding } from "./finding";

/** Files whose every name is a setting of a chart's: `values.yaml`, `argo-cd-values.yaml`, what is in a folder `values`. */
const isValues = /(^|\/)([\w.-]*values[\w.-]*\.ya?ml|values\/[\w.-]+\.ya?ml)$/;

/** A finding, with the last line of the value. */
export interface InYaml extends Finding {
    until: number;
}

/** Secrets in the Kubernetes objects, kustomizations and charts' values of a YAML file; none in one that is no YAML. */
export function inYaml(file: string, text: string): InYaml[] {
    const lines = new LineCounter();
    const documents = parseAllDocuments(text, { lineCounter: lines, merge: true, logLevel: "silent" });
    const found = [...documents].flatMap((document) => {
        const value = valueOf(document);
        if (!isObject(value)) return [];
        return clearIn(file, value).map(({ path, what, fix }) => {
            const [line = 1, until = 1] = placeOf(document, path).map((offset) => lines.linePos(offset).line);
            return { file, line, until, object: nameOf(value, path), what, fix };
        });
    });
    // A text of settings may be found as text, and by its settings.
    return found.filter((one, index) => found.findIndex(({ object }) => object === one.object) === index);
}

function valueOf(document: Document): Json | undefined {
    try {
        return document.errors.length > 0 ? undefined : (document.toJS() as Json);
    } catch {
        // An alias that leads nowhere: no reader of YAML takes it.
        return undefined;
    }
}

function clearIn(file: string, value: JsonObject): InTheClear[] {
    const { kind, apiVersion } = value;
    if (typeof kind === "string" && typeof apiVersion === "string" && !apiVersion.startsWith("kustomize.config")) {
        return kind === "Application" ? [...inTheClear(value), ...inHelmText(value)] : inTheClear(value);
    }
    if (/(^|\/)[Kk]ustomization(\.ya?ml)?$/.test(file)) return inKustomization(value);
    return isValues.test(file) ? inChartValues(value) : inTheClear(value);
}

/** Argo CD's `spec.source.helm.values`, and `sources[]`, hold values of a chart as text. */
function inHelmText(application: JsonObject): InTheClear[] {
    const spec = isObject(application.spec) ? application.spec : {};
    const sources = Array.isArray(spec.sources)
        ? spec.sources.map((one, index) => [one, ["sources", index]] as const)
        : [];
    return [[spec.source, ["source"]] as const, ...sources].flatMap(([source, at]) => {
        const helm = isObject(source) && isObject(source.helm) ? source.helm : {};
        const values = parsed(textOf(helm.values));
        // Where in the text is not told by the document.
        return values === undefined
            ? []
            : inChartValues(values).map((one) => ({ ...one, path: ["spec", ...at, "helm", "values"] }));
    });
}

/** What makes Secrets of what is in Git, and objects within patches. */
function inKustomization(kustomization: JsonObject): InTheClear[] {
    const generators = Array.isArray(kustomization.secretGenerator) ? kustomization.secretGenerator : [];
    const patches = ["patches", "patchesStrategicMerge"].flatMap((field) => {
        const list = kustomization[field];
        return Array.isArray(list) ? list.map((one, index) => [one, [field, index]] as const) : [];
    });
    return [
        ...generators.map((generator, index) => ({
            path: ["secretGenerator", index],
            what: `a secretGenerator${isObject(generator) ? `, of ${textOf(generator.name)}` : ""}, which makes a Secret of what Git has`,
            fix: "remove it, and what it reads; npx confluent-gitops secrets seals the Secret, pushes it to AWS Secrets Manager or applies it",
        })),
        ...patches.flatMap(([patch, at]) => {
            const text = textOf(isObject(patch) ? patch.patch : patch);
            const object = parsed(text);
            const within = isObject(object) ? inTheClear(object) : inChartValues(operationsIn(object));
            return within.map((one) => ({ ...one, path: at }));
        }),
        ...inTheClear({ configMapGenerator: kustomization.configMapGenerator }),
        ...inChartValues(literalsIn(kustomization.configMapGenerator)).map((one) => ({
            ...one,
            path: ["configMapGenerator"],
        })),
    ];
}

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

/** Where a path's value begins and ends, or what is nearest above it. */
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
