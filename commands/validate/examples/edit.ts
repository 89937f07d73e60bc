import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../../base/checkout";

/** What a user does to a file: writes it anew, or replaces a text in it. */
export type Change = string | readonly [find: string, replacement: string];

/** A slip in the files of gitops/, or in a stack's keys, as its author makes it. */
export interface BadEdit {
    /** Files by their paths from the top of the repository. */
    files: Readonly<Record<string, Change>>;
    /** The overlay that the stack follows. Default: eks. */
    overlay?: string;
    /** Keys of the stack beside these. */
    stack?: Readonly<Record<string, object>>;
    /** The file of config/rules whose rule says it; `overlay` where it is refused as it is read. */
    rule: string;
    /** Files of rules that say more, of what else would not work then. Default: none. */
    also?: readonly string[];
    /** File, object and why. */
    says: RegExp;
    /** What to do. */
    fix: RegExp;
}

export const platform = "gitops/platform";
export const ofComponent = (path: string) => `${platform}/components/${path}`;
export const ofOverlay = (name: string) => `${platform}/overlays/${name}/kustomization.yaml`;
/** Lines more in an overlay, above what sizes it and sets its tags, or at the end of one upon another. */
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

/** A patch of one object at the end of an overlay that has none. */
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
