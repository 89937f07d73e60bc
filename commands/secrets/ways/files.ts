import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Overlay } from "../../frame/overlay";

/** The folder in an overlay with the objects that create its Secrets, without their values. */
const folder = "secrets";

/**
 * Writes objects that create Secrets into the overlay, each into a file, and the kustomization that includes them.
 *
 * @returns what was written, and the line to add to the overlay if it is missing
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
