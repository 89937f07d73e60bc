import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Render, renderQuickly } from "../config/kustomize/render";
import { root } from "./harness";

/**
 * For tests of rules, whose result is the same with either renderer: Kustomize, which takes time to start, only renders
 * what the reader can't handle. test/engine/kustomize.test.ts and test/engine/overlays.test.ts check that both render
 * the same.
 */
export const byReader: Render = renderQuickly;

/** Every environment: the overlays in Git, in the form of gitops.path. */
export const overlayPaths = readdirSync(join(root, "gitops/platform/overlays")).map(
    (name) => `gitops/platform/overlays/${name}`,
);

const overlayNames = overlayPaths.map((path) => path.split("/").at(-1) ?? "");

/** The environments that are promoted. They consist of the components in secure. */
export const promotedOverlays = overlayNames.filter((name) =>
    existsSync(join(root, "gitops/platform/overlays", name, "release")),
);

/**
 * The overlays to which components are added: not those that are promoted, nor those that are another one with a few
 * more components, nor those that `npx confluent-gitops new environment` has made like another one.
 */
const furnished = ["eks-teams", "dr-primary", "dr-standby"];
const isMadeLike = (name: string): boolean =>
    /^# For the environment .+, made like /.test(
        readFileSync(join(root, "gitops/platform/overlays", name, "kustomization.yaml"), "utf8"),
    );
export const openOverlays = overlayNames.filter(
    (name) => !promotedOverlays.includes(name) && !furnished.includes(name) && !isMadeLike(name),
);

/**
 * Runs `use` with an overlay that includes a committed one and changes it. The overlay is deleted afterwards.
 *
 * @param name of the committed overlay
 * @param lines further lines of its kustomization.yaml
 * @param use gets the overlay's folder, in the form of gitops.path
 * @param files its further resources, by name
 */
export async function onTopOf<T>(
    name: string,
    lines: string,
    use: (path: string) => Promise<T> | T,
    files: Readonly<Record<string, string>> = {},
): Promise<T> {
    const folder = mkdtempSync(join(root, "test/fixtures/overlay-"));
    try {
        const resources = [`../../../gitops/platform/overlays/${name}`, ...Object.keys(files)];
        const base = `namespace: confluent\nresources: [${resources.join(", ")}]\n`;
        writeFileSync(join(folder, "kustomization.yaml"), base + lines);
        for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
        return await use(relative(root, folder));
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** Sets the init image's tag. */
export const initImage = (tag: string) => `images: [{ name: confluentinc/confluent-init-container, newTag: ${tag} }]\n`;

/** Sets an annotation on the kinds that a regular expression matches, or on all of Confluent's; null removes it. */
export function annotate(annotation: string, value: string | null, kind = ".*"): string {
    const metadata = JSON.stringify({ name: "any", annotations: { [`platform.confluent.io/${annotation}`]: value } });
    const patch = `{ apiVersion: platform.confluent.io/v1beta1, kind: any, metadata: ${metadata} }`;
    return `patches:\n  - target: { group: platform.confluent.io, kind: "${kind}" }\n    patch: '${patch}'\n`;
}
