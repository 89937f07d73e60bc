import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { parseAllDocuments } from "yaml";
import type { Rendering } from "../../config/kustomize/render";
import { type Json } from "../../config/kustomize/json";
import { toResources } from "../../config/kustomize/resource";
import type { KubernetesObject } from "../../kubernetes";

/**
 * What Kustomize renders; throws with its own message if it fails.
 * @param command default: `build`, for kustomize; kubectl's is `kustomize`
 */
export function buildWith(kustomize: string, folder: string, command = "build"): KubernetesObject[] {
    // It ends before its garbage is worth collecting.
    const env = { ...process.env, GOGC: "off" };
    const text = execFileSync(kustomize, [command, folder], { encoding: "utf8", stdio: "pipe", env });
    return [...parseAllDocuments(text)].map((document) => document.toJS() as KubernetesObject);
}

/** Checks that two renderings have the same complete objects, in any order. */
export function assertSameObjects({ resources }: Rendering, built: readonly KubernetesObject[]): void {
    const read = resources.map(({ object }) => object as Json);
    const other = toResources(built as unknown as Json[], "built").map(({ object }) => object as Json);
    assert.deepEqual(inOrder(read), inOrder(other));
}

/** Objects in the order of their text, each with sorted fields, so that a difference is shown beside its object. */
const inOrder = (objects: Json[]): Json[] =>
    objects
        .map((object) => ({ object, text: JSON.stringify(sorted(object)) }))
        .sort((one, other) => (one.text < other.text ? -1 : 1))
        .map(({ object }) => object);

function sorted(node: Json): Json {
    if (Array.isArray(node)) return node.map(sorted);
    if (typeof node !== "object" || node === null) return node;
    const fields = Object.entries(node).sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(fields.map(([key, value]) => [key, sorted(value ?? null)]));
}
