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
 * and the contents and names of generated ConfigMaps and Secrets, of which only the kinds are compared.
 */
export function assertSameObjects({ resources }: Rendering, built: KubernetesObject[]): void {
    const read = resources.map(({ object }) => object as unknown as KubernetesObject);
    assert.deepEqual(read.map(comparable).sort(byText), built.map(comparable).sort(byText));
}

function comparable({ apiVersion, kind, metadata, ...rest }: KubernetesObject): object {
    const { namespace: _, ...named } = metadata;
    return ["ConfigMap", "Secret"].includes(kind)
        ? { apiVersion, kind }
        : { apiVersion, kind, metadata: named, ...rest };
}

function byText(a: object, b: object): number {
    const [first, second] = [a, b].map((object) => JSON.stringify(object, ["apiVersion", "kind", "metadata", "name"]));
    return (first ?? "").localeCompare(second ?? "");
}
