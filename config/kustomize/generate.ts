import { basename } from "node:path";
import { OverlayError, UnfollowedError } from "./error";
import type { Checkout } from "./files";
import type { Generator, GeneratorOptions, Kustomization } from "./kustomization";
import { checkMetadata, Draft } from "./resource";
import { type JsonObject } from "./json";

/** The ConfigMaps and Secrets that a kustomization generates, without the hash in their names so far. */
export function generated(kustomization: Kustomization, checkout: Checkout, file: string): Draft[] {
    const { configMapGenerator, secretGenerator, generatorOptions } = kustomization;
    const make = (generator: Generator, more: (data: Data) => JsonObject) => {
        const options = merged(generator.options ?? {}, generatorOptions ?? {});
        const { name, namespace } = generator;
        const metadata = {
            name,
            ...(namespace ? { namespace } : {}),
            ...(notEmpty(options.labels) ? { labels: options.labels } : {}),
            ...(notEmpty(options.annotations) ? { annotations: options.annotations } : {}),
        };
        checkMetadata(metadata, file);
        const object = {
            apiVersion: "v1",
            metadata,
            ...more(dataOf(generator, checkout, file)),
            ...(options.immutable ? { immutable: true } : {}),
        };
        return new Draft(object, file, !options.disableNameSuffixHash);
    };
    return [
        ...configMapGenerator.map((one) => make(one, (data) => ({ kind: "ConfigMap", ...asConfigMap(data) }))),
        ...secretGenerator.map((one) =>
            make(one, (data) => ({ kind: "Secret", type: one.type || "Opaque", data: asSecret(data) })),
        ),
    ];
}

/** Contents by key. */
type Data = ReadonlyMap<string, Buffer>;

function asConfigMap(data: Data): JsonObject {
    const fields: JsonObject = {};
    for (const [key, value] of data) {
        const text = value.toString("utf8");
        const isText = Buffer.from(text, "utf8").equals(value);
        const field = isText ? "data" : "binaryData";
        fields[field] = { ...(fields[field] as JsonObject | undefined), [key]: isText ? text : inLines(value) };
    }
    return fields;
}

const asSecret = (data: Data): JsonObject => Object.fromEntries([...data].map(([key, value]) => [key, inLines(value)]));

/**
 * Base64 as Kustomize writes it (kyaml, encodeBase64): in lines of 70 characters, each terminated if there are several.
 */
function inLines(value: Buffer): string {
    const text = value.toString("base64");
    if (text.length < 70) return text;
    return text.replace(/.{1,70}/g, "$&\n");
}

/** Options that apply to all generators of a kustomization, combined with a single generator's own. */
function merged(own: GeneratorOptions, common: GeneratorOptions): GeneratorOptions {
    return {
        labels: { ...common.labels, ...own.labels },
        annotations: { ...common.annotations, ...own.annotations },
        disableNameSuffixHash: own.disableNameSuffixHash || common.disableNameSuffixHash,
        immutable: own.immutable || common.immutable,
    };
}

const notEmpty = (texts: Record<string, string> | undefined): boolean => Object.keys(texts ?? {}).length > 0;

function dataOf({ name, envs, env, literals, files }: Generator, checkout: Checkout, file: string): Data {
    const refuse = (what: string) => new OverlayError(file, `generates ${name}, ${what}`, "correct the generator");
    const pairs: [string, Buffer][] = [
        ...[...envs, ...(env ? [env] : [])].flatMap((entry) => linesOf(checkout.contents(checkout.file(entry, file)))),
        ...literals.map((literal) => literalOf(literal, refuse)),
        ...files.map((entry): [string, Buffer] => {
            const [key, path, ...others] = entry.includes("=") ? entry.split("=") : [basename(entry), entry];
            if (!key || !path || others.length > 0) throw refuse(`but ${entry} is not KEY=FILE`);
            return [key, checkout.contents(checkout.file(path, file))];
        }),
    ];
    const data = new Map(pairs);
    if (data.size < pairs.length) throw refuse("with a key twice");
    if ([...data.keys()].includes("")) throw new UnfollowedError(file, `generates ${name}, with an empty key`);
    return data;
}

function literalOf(literal: string, refuse: (what: string) => OverlayError): [string, Buffer] {
    const at = literal.indexOf("=");
    if (at < 1) throw refuse("with a literal that is not KEY=VALUE");
    const value = literal.slice(at + 1);
    const quoted = /^(["'])([^]*)\1$/.exec(value)?.[2];
    return [literal.slice(0, at), Buffer.from(quoted ?? value)];
}

/** The lines of an `.env` file: `KEY=VALUE`, only `KEY` for an empty value, `#` for a comment. */
function linesOf(contents: Buffer): [string, Buffer][] {
    return contents
        .toString("utf8")
        .replace(/^\uFEFF/, "")
        .split(/\r?\n/)
        .map((line) => line.trimStart())
        .filter((line) => line !== "" && !line.startsWith("#"))
        .map((line) => {
            const at = line.indexOf("=");
            return at < 0 ? [line, Buffer.from("")] : [line.slice(0, at), Buffer.from(line.slice(at + 1))];
        });
}
