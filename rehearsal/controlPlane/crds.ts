import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { root } from "../../base/checkout";
import { argoCdFiles } from "../../tools/argoCdFiles";
import { smallConfluentCrds } from "../crds/confluent";
import type { KubernetesObject } from "../../kubernetes";
import { chartCrds, crdsIn } from "./chartCrds";
import { applyManifests, type Target } from "./manifests";
import type { CrdSet } from "../crds/crdSet";

export type Operator = "confluent" | "argocd" | "applicationset";

/** A possible source of CRDs; undefined if it has none. */
export type CrdSource = () => Promise<CrdSet | undefined>;

/**
 * The CRDs of an operator, from the first source that has them.
 *
 * - `confluent`: its chart if that can be fetched (tried once, for at most 5 s, then kept in .tools), otherwise
 *   ../shared/crds beside this checkout, otherwise small ones from this project.
 * - `argocd`: Application and AppProject from the pinned Argo CD module; `applicationset`: its third kind.
 *
 * @param helm path of a helm binary for the chart; without it, the chart is not fetched
 */
export function crdsOf(operator: Operator, helm?: string): Promise<CrdSet> {
    if (operator !== "confluent") return argoCdSet(operator === "applicationset");
    const shared = resolve(root, "../shared/crds/cfk-3.3.json");
    return firstOf([() => chartCrds(helm), () => Promise.resolve(listIn(shared)), () => Promise.resolve(smallSet())]);
}

/** Applies the result of `crdsOf`, and waits until the API server serves it. */
export async function installCrds(target: Target, operator: Operator, helm?: string): Promise<CrdSet> {
    const set = await crdsOf(operator, helm);
    await applyManifests(target, set.objects);
    return set;
}

/** @throws Error if no source has any */
export async function firstOf(sources: CrdSource[]): Promise<CrdSet> {
    for (const source of sources) {
        const set = await source();
        if (set) return set;
    }
    throw new Error("no CRDs found");
}

/** The CRDs in a file that contains a v1 List as JSON. */
export function listIn(path: string): CrdSet | undefined {
    try {
        const { items } = JSON.parse(readFileSync(path, "utf8")) as { items: KubernetesObject[] };
        return { source: relative(root, path), objects: items };
    } catch {
        return undefined;
    }
}

/**
 * The CRDs of cert-manager, External Secrets, the Prometheus operator and others, if ../shared/crds exists beside this
 * checkout.
 */
export const thirdPartyCrds = (): CrdSet | undefined => listIn(resolve(root, "../shared/crds/third-party.json"));

const smallSet = (): CrdSet => ({
    source: "this project's own small ones (rehearsal/crds), which take any field",
    objects: smallConfluentCrds(),
});

/**
 * ApplicationSet's CRD, by far the largest, is separate: the stack doesn't need it, and it takes an API server seconds.
 */
async function argoCdSet(ofApplicationSet: boolean): Promise<CrdSet> {
    const { version, crds } = await argoCdFiles();
    const isWanted = (file: string) => file.includes("applicationset") === ofApplicationSet;
    const objects = crds.filter(isWanted).flatMap((file) => crdsIn(readFileSync(file, "utf8")));
    return { source: `Argo CD ${version}`, objects };
}
