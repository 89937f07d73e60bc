import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { check, type Checked } from "../../../../config/check";
import { byReader } from "../../../overlays";
import { root } from "../../../harness";

/** What a user does to a file: writes it anew, or replaces a text in it. */
type Change = string | readonly [find: string, replacement: string];

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

/** A copy of gitops/ that edits are made in. */
export class Copy {
    readonly top = mkdtempSync(join(tmpdir(), "bad-edit-"));

    constructor() {
        cpSync(join(root, "gitops"), join(this.top, "gitops"), { recursive: true });
    }

    /** As the checkout has it; a folder that it does not have goes with its file. */
    private restore(path: string): void {
        if (existsSync(join(root, path))) return cpSync(join(root, path), join(this.top, path));
        const isNew = !existsSync(join(root, dirname(path)));
        rmSync(join(this.top, isNew ? dirname(path) : path), { recursive: true, force: true });
    }

    /** Hands `use` what a preview says, while the files are as an edit leaves them. */
    while<T>(edit: BadEdit, use: (checked: Checked) => T): T {
        try {
            for (const [path, change] of Object.entries(edit.files)) this.write(path, change);
            return use(this.check(edit));
        } finally {
            for (const path of Object.keys(edit.files)) this.restore(path);
        }
    }

    /** What a preview says of the files as they are. */
    check({ overlay = "eks", stack = {} }: BadEdit): Checked {
        return checkIn(this.top, overlay, stack);
    }

    private write(path: string, change: Change): void {
        const file = join(this.top, path);
        if (typeof change === "string") {
            mkdirSync(dirname(file), { recursive: true });
            writeFileSync(file, change);
            return;
        }
        const [find, replacement] = change;
        const text = existsSync(file) ? readFileSync(file, "utf8") : "";
        if (!text.includes(find)) throw new Error(`${path} does not have ${find}`);
        writeFileSync(
            file,
            text.replace(find, () => replacement),
        );
    }

    delete(): void {
        rmSync(this.top, { recursive: true });
    }
}

const checkIn = (top: string, overlay: string, { gitops, ...stack }: Readonly<Record<string, object>>): Checked =>
    check({
        groups: {
            cluster: { source: "existing", name: "shared" },
            ...stack,
            gitops: {
                repository: "https://git.example.com/platform/confluent-gitops.git",
                path: `${platform}/overlays/${overlay}`,
                kinds: [
                    "Service",
                    "networking.k8s.io/Ingress",
                    "cert-manager.io/Certificate",
                    "cert-manager.io/Issuer",
                ],
                ...gitops,
            },
        },
        secrets: {},
        region: "eu-central-1",
        root: top,
        rendered: byReader,
        today: "2026-11-27",
    });
