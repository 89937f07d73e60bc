import { existsSync, readFileSync, statSync } from "node:fs";
import { join, normalize } from "node:path";
import { isMap, parseDocument } from "yaml";

const names = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** The kustomization file of a folder; undefined without one. Both relative to the checkout. */
export function kustomizationIn(root: string, folder: string): string | undefined {
    return names.map((name) => normalize(join(folder, name))).find((file) => existsSync(join(root, file)));
}

/** All files that an overlay is made of: its kustomizations, and what they name. Relative to the checkout. */
export function filesOf(root: string, folder: string, seen = new Set<string>()): Set<string> {
    const file = kustomizationIn(root, folder);
    if (!file || seen.has(file)) return seen;
    seen.add(file);
    for (const entry of namedIn(readFileSync(join(root, file), "utf8"))) {
        const path = normalize(join(folder, entry));
        const stats = statSync(join(root, path), { throwIfNoEntry: false });
        if (stats?.isDirectory()) filesOf(root, path, seen);
        else if (stats?.isFile()) seen.add(path);
    }
    return seen;
}

/** Paths of other files and folders in a kustomization. */
function namedIn(text: string): string[] {
    const { contents } = parseDocument(text);
    if (!isMap(contents)) return [];
    const kustomization = contents.toJSON() as Record<string, unknown>;
    const list = (key: string) => (Array.isArray(kustomization[key]) ? (kustomization[key] as unknown[]) : []);
    const patches = list("patches").map((patch) => (patch as { path?: unknown } | null)?.path);
    return [...["resources", "bases", "components"].flatMap(list), ...patches].filter(
        (entry): entry is string => typeof entry === "string" && !entry.includes("://"),
    );
}

/** Whether a file says a version of the init image. */
export const setsTag = (root: string, file: string): boolean =>
    /confluent-init-container(:\d|['"]?,?\s+newTag:)/.test(readFileSync(join(root, file), "utf8"));
