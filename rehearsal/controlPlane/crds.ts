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

/** A place where CRDs may be; undefined where they are not. */
export type CrdSource = () => Promise<CrdSet | undefined>;

/**
 * The CRDs of an operator, from the first place that has them.
 *
 * - `confluent`: its chart if that can be reached (looked for once, for at most 5 s, then kept in .tools),
 *   else ../shared/crds beside this checkout, else small ones of this project.
 * - `argocd`: Application and AppProject of the pinned Argo CD module; `applicationset`: the third of its kinds.
 *
 * @param helm path of a helm binary, for the chart; without it, the chart is not looked for.
 */
export function crdsOf(operator: Operator, helm?: string): Promise<CrdSet> {
    if (operator !== "confluent") return argoCdSet(operator === "applicationset");
    const shared = resolve(root, "../shared/crds/cfk-3.3.json");
    return firstOf([() => chartCrds(helm), () => Promise.resolve(listIn(shared)), () => Promise.resolve(smallSet())]);
}

/** Applies what `crdsOf` finds, and waits until the API server serves it. */
export async function installCrds(target: Target, operator: Operator, helm?: string): Promise<CrdSet> {
    const set = await crdsOf(operator, helm);
    await applyManifests(target, set.objects);
    return set;
}

/** @throws Error where no place has any. */
export async function firstOf(sources: CrdSource[]): Promise<CrdSet> {
    for (const source of sources) {
        const set = await source();
        if (set) return set;
    }
    throw new Error("no CRDs found");
}

/** The CRDs in a file that holds a v1 List as JSON. */
export function listIn(path: string): CrdSet | undefined {
    try {
        const { items } = JSON.parse(readFileSync(path, "utf8")) as { items: KubernetesObject[] };
        return { source: relative(root, path), objects: items };
    } catch {
        return undefined;
    }
}

/** Of cert-manager, External Secrets, the Prometheus operator and others, where ../shared/crds is beside this checkout. */
export const thirdPartyCrds = (): CrdSet | undefined => listIn(resolve(root, "../shared/crds/third-party.json"));

const smallSet = (): CrdSet => ({
    source: "this project's own small ones (rehearsal/crds), which take any field",
    objects: smallConfluentCrds(),
});

/** ApplicationSet's, by far the largest, is apart: the stack has none, and an API server takes seconds for it. */
async function argoCdSet(ofApplicationSet: boolean): Promise<CrdSet> {
    const { version, crds } = await argoCdFiles();
    const isWanted = (file: string) => file.includes("applicationset") === ofApplicationSet;
    const objects = crds.filter(isWanted).flatMap((file) => crdsIn(readFileSync(file, "utf8")));
    return { source: `Argo CD ${version}`, objects };
}
