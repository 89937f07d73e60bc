import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { parseAllDocuments } from "yaml";
import type { Rendering } from "../../config/kustomize/render";
import type { KubernetesObject } from "../../rehearsal/kubernetesApi";

/** What `kustomize build` renders; throws with Kustomize's own message where it refuses. */
export function buildWith(kustomize: string, folder: string): KubernetesObject[] {
    const text = execFileSync(kustomize, ["build", folder], { encoding: "utf8", stdio: "pipe" });
    return [...parseAllDocuments(text)].map((document) => document.toJS() as KubernetesObject);
}

/**
 * That the reader's objects are Kustomize's, field by field. Two things the reader leaves to Kustomize: the namespace,
 * and the contents and hashes of generated ConfigMaps and Secrets, of which only the kinds are compared.
 */
export function assertSameObjects({ resources }: Rendering, built: KubernetesObject[]): void {
    const read = resources.map(({ object }) => object as unknown as KubernetesObject);
    const plain = withoutHashes(read, built);
    assert.deepEqual(read.map(comparable).sort(byText), plain.map(comparable).sort(byText));
}

/** What Kustomize has built, with the names that it gave generated objects put back wherever they are. */
function withoutHashes(read: KubernetesObject[], built: KubernetesObject[]): KubernetesObject[] {
    const generated = read.filter(isGenerated).map(({ metadata }) => metadata.name ?? "");
    const hashed = built.filter(isGenerated).map(({ metadata }) => metadata.name ?? "");
    return hashed.reduce((objects, name) => {
        const own = generated.find((candidate) => name.startsWith(`${candidate}-`)) ?? name;
        return JSON.parse(JSON.stringify(objects).replaceAll(`"${name}"`, `"${own}"`)) as KubernetesObject[];
    }, built);
}

const isGenerated = ({ kind }: KubernetesObject): boolean => ["ConfigMap", "Secret"].includes(kind);

function comparable(object: KubernetesObject): object {
    const { apiVersion, kind, metadata, ...rest } = object;
    const { namespace: _, ...named } = metadata;
    return isGenerated(object) ? { apiVersion, kind } : { apiVersion, kind, metadata: named, ...rest };
}

function byText(a: object, b: object): number {
    const [first, second] = [a, b].map((object) => JSON.stringify(object, ["apiVersion", "kind", "metadata", "name"]));
    return (first ?? "").localeCompare(second ?? "");
}
