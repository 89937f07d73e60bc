import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Overlay } from "../../frame/overlay";

/** The folder of an overlay that has what makes its Secrets, and no value of one. */
const folder = "secrets";

/**
 * Writes objects that make Secrets into the overlay, one file each, and the kustomization that takes them in.
 *
 * @returns what was written, and the line that the overlay needs where it has none yet
 */
export function writeManifests({ root, path }: Overlay, objects: ReadonlyMap<string, object>): string[] {
    const to = join(root, path, folder);
    mkdirSync(to, { recursive: true });
    for (const [name, object] of objects)
        writeFileSync(join(to, `${name}.yaml`), stringify(object, { lineWidth: 120 }));
    const resources = readdirSync(to)
        .filter((name) => name.endsWith(".yaml") && name !== "kustomization.yaml")
        .sort();
    writeFileSync(
        join(to, "kustomization.yaml"),
        `# Written by npx confluent-gitops secrets: what makes the Secrets of this overlay.\n${stringify({ resources })}`,
    );
    const written = [...objects.keys()].map((name) => `Written: ${path}/${folder}/${name}.yaml`);
    return isTakenIn(join(root, path))
        ? written
        : [...written, `Add to resources in ${path}/kustomization.yaml: ${folder}`];
}

function isTakenIn(overlay: string): boolean {
    const file = join(overlay, "kustomization.yaml");
    const { resources } = (existsSync(file) ? parse(readFileSync(file, "utf8")) : {}) as { resources?: unknown };
    return (
        Array.isArray(resources) && resources.some((one) => [folder, `./${folder}`, `${folder}/`].includes(String(one)))
    );
}
