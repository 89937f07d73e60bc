import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { OutsideError, OverlayError } from "./error";
import type { Checkout } from "./files";
import { type Draft, toResources } from "./resource";
import { isObject, type Json, textOf } from "./json";
import type { Kustomize } from "./tool";

/** Cloning remote bases takes time. */
const timeoutMs = 120_000;

/**
 * The objects that Kustomize renders from a folder, each attributed to the folder's own kustomization.
 * @throws OverlayError with Kustomize's own message if it rejects the folder
 */
export function build(kustomize: Kustomize, checkout: Checkout, folder: string): Draft[] {
    const { text, refusal } = run(kustomize, join(checkout.root, folder));
    if (refusal !== undefined) {
        const what = `is rejected by Kustomize: ${plain(refusal, checkout.root)}`;
        throw new OverlayError(folder, what, `fix it until ${kustomize.command} ${folder} renders it`);
    }
    return toResources(documentsIn(text), checkout.kustomizationIn(folder));
}

/**
 * The files that define the objects of a folder, relative to the checkout, by the key that `keyOf` makes for each
 * object. Kustomize itself provides them, for a kustomization in a temporary folder that asks for origins to be written
 * to the objects.
 * @throws OutsideError if a file is outside the checkout
 */
export function origins(kustomize: Kustomize, checkout: Checkout, folder: string): Map<string, string> {
    const own = realpathSync(mkdtempSync(join(tmpdir(), "kustomize-origins-")));
    try {
        const entry = relative(own, join(checkout.root, folder));
        writeFileSync(
            join(own, "kustomization.yaml"),
            JSON.stringify({ resources: [entry], buildMetadata: ["originAnnotations"] }),
        );
        const { text, refusal } = run(kustomize, own);
        // A Component can be rendered by itself, but not as a resource: then the objects' origins are unknown.
        if (refusal !== undefined) return new Map();
        return new Map(
            toResources(documentsIn(text), folder).flatMap((resource): [string, string][] => {
                const { annotations } = resource.metadata;
                const origin = isObject(annotations) ? textOf(annotations["config.kubernetes.io/origin"]) : "";
                const { path, configuredIn, repo } = (parse(origin) ?? {}) as Partial<Record<string, string>>;
                const file = path ?? configuredIn;
                if (!file) return [];
                if (repo) return [[keyOf(resource), `${repo}/${file}`]];
                const inCheckout = relative(checkout.root, resolve(own, file));
                if (!inCheckout.startsWith("..")) return [[keyOf(resource), inCheckout]];
                throw new OutsideError(
                    folder,
                    `uses ${inCheckout}, which is outside the repository`,
                    "copy it into gitops/",
                );
            }),
        );
    } finally {
        rmSync(own, { recursive: true, force: true });
    }
}

/** A key that identifies a rendered object. */
export const keyOf = ({ apiVersion, kind, name, namespace = "" }: Draft): string =>
    JSON.stringify([apiVersion, kind, name, namespace]);

function run(
    { path, command, options = [] }: Kustomize,
    folder: string,
): { text: string; refusal: string | undefined } {
    const { status, stdout, stderr, error } = spawnSync(path, [command.split(" ")[1] ?? "", folder, ...options], {
        encoding: "utf8",
        maxBuffer: 256 << 20,
        timeout: timeoutMs,
    });
    return { text: stdout ?? "", refusal: status === 0 ? undefined : error ? error.message : stderr };
}

const documentsIn = (text: string): Json[] =>
    [...parseAllDocuments(text)].map((document) => document.toJS() as Json).filter((document) => document !== null);

/**
 * What Kustomize's messages repeat from files, and what to keep of it: patches, generators and values may contain a
 * secret (api/internal/builtins, api/kv, filters/replacement, and the messages of each for a tree made for this).
 */
const repeated: readonly (readonly [RegExp, string])[] = [
    [/ with config: `[^`]*`/g, ""],
    [/(ID conflict): [^]*/, "$1"],
    [/( JSON patch from) \[patch: [^]*\]/, "$1 patch"],
    [/(target for (?:JSON )?patch) \[?patch: [^]*/, "$1"],
    [/(decoding) "[^]*?"(?=: )/g, "$1 it"],
    [/(patch and path (?:can't be set at the same time|in))\n[^]*/, "$1"],
    [/(literal sources) \[[^]*\](?=: )/g, "$1"],
    [/(invalid literal source) [^]*?(?=, expected)/g, "$1"],
    [/(line) \[[^\]]*\]( has invalid utf8 bytes)[^]*/, "$1$2"],
    [/(out of bounds for value) [^]*/, "$1"],
    [/(node contents):[^]*/, "$1"],
    [/(unknown anchor) '[^']*'/g, "$1"],
    [/^panic: ([^\n]*)[^]*/, "$1"],
];

/** Kustomize's message in one line, without warnings and without what it repeats from files. */
function plain(words: string, root: string): string {
    const [, error = words] = /(?:^|\n)[Ee]rror: ([^]*)$/.exec(words) ?? [];
    return repeated
        .reduce((left, [pattern, rest]) => left.replace(pattern, rest), error)
        .replaceAll(`${root}/`, "")
        .replace(/\s+/g, " ")
        .trim()
        .slice(0, 1000);
}
