import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../../base/checkout";

/** A user's change to a file: a new text, or a replacement within it. */
export type Change = string | readonly [find: string, replacement: string];

/** A mistake in the files of gitops/, or in a stack's keys, as a user would make it. */
export interface BadEdit {
    /** Files by their paths relative to the top of the repository. */
    files: Readonly<Record<string, Change>>;
    /** The overlay that the stack follows. Default: eks. */
    overlay?: string;
    /** Additional keys of the stack. */
    stack?: Readonly<Record<string, object>>;
    /** The file in config/rules whose rule reports it; `overlay` if it is rejected while it is read. */
    rule: string;
    /** Files of rules that also report what would not work as a consequence. Default: none. */
    also?: readonly string[];
    /** A pattern for the file, the object and the reason. */
    says: RegExp;
    /** A pattern for what to do. */
    fix: RegExp;
}

export const platform = "gitops/platform";
export const ofComponent = (path: string) => `${platform}/components/${path}`;
export const ofOverlay = (name: string) => `${platform}/overlays/${name}/kustomization.yaml`;
/** Additional lines in an overlay, above those for its sizes and tags, or at the end of an overlay that builds on another. */
export const adding = (overlay: string, ...components: string[]): Record<string, Change> => {
    const lines = components.map((name) => `  - ../../components/${name}\n`).join("");
    const text = readFileSync(join(root, ofOverlay(overlay)), "utf8");
    const last = /^ {2}- (\.\.\/\.\.\/components\/size-[a-z]+|version)$/m.exec(text)?.[0];
    const end = text.trimEnd().split("\n").at(-1) ?? "";
    return last === undefined
        ? { [ofOverlay(overlay)]: [`${end}\n`, `${end}\n${lines}  - ../eks/version\n`] }
        : { [ofOverlay(overlay)]: [`${last}\n`, `${lines}${last}\n`] };
};
/** The same, with a file that is listed under `resources`. */
export const with_ = (overlay: string, file: string, text: string): Record<string, Change> => ({
    [ofOverlay(overlay)]: ["resources:\n", `resources:\n  - ${file}\n`],
    [join(dirname(ofOverlay(overlay)), file)]: text,
});

/** A patch for one object at the end of an overlay that has none. */
export const patching = (
    overlay: string,
    kind: string,
    name: string,
    spec: string,
    annotations = "{}",
): Record<string, Change> => {
    const metadata = `{ name: ${name}, annotations: ${annotations} }`;
    const object = `{ apiVersion: platform.confluent.io/v1beta1, kind: ${kind}, metadata: ${metadata}, spec: ${spec} }`;
    const patch = `patches:\n  - target: { kind: ${kind}, name: ${name} }\n    patch: '${object}'\n`;
    return { [ofOverlay(overlay)]: ["  - version\n", `  - version\n${patch}`] };
};
