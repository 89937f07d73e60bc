import type { Resource } from "../../config/kustomize/resource";
import { isObject } from "../../config/kustomize/json";
import { confluentGroup } from "../../config/workload/confluentKinds";
import { formatKind } from "../../config/workload/workloadKinds";
import type { KubernetesObject } from "../../kubernetes";
import { type Binaries, crdsOf, thirdPartyCrds } from "../../rehearsal/controlPlane";
import type { CrdSet } from "../../rehearsal/crds/crdSet";
import { findTool } from "../../tools";
import { askApiServer } from "./apiServer";
import { checkAgainst } from "./jsonSchemas";
import type { Looked } from "./overlay";
import type { Finding, Report } from "./shape";

export interface Checked {
    schemas: Report["schemas"];
    findings: Finding[];
}

/**
 * Checks every object in the overlays with the schema of its kind: with an API server if the tools are built, otherwise
 * with the JSON schemas in the available CRDs.
 *
 * @param binaries of an API server; undefined without one
 */
export async function checkSchemas(
    root: string,
    looked: readonly Looked[],
    binaries: Binaries | undefined,
): Promise<Checked> {
    const all = looked.flatMap(({ resources }) => resources);
    const sets = await crdsFor(all);
    const objects = sets.flatMap((set) => set.objects);
    // Stand-ins allow any field below `spec`.
    const isOpen = sets.some((set) => isSmall(set));
    const open = isOpen ? kindsOf(all.filter(({ group }) => group === confluentGroup)) : [];
    const { findings, strangers } = binaries
        ? await askApiServer(root, looked, objects, binaries)
        : checkAgainst(
              root,
              looked,
              isOpen ? sets.filter((set) => !isSmall(set)).flatMap((set) => set.objects) : objects,
          );
    const unchecked = [...new Set([...open, ...strangers])].sort();
    const isNone = !binaries && unchecked.length === kindsOf(all).length;
    return {
        schemas: {
            by: binaries ? "API server" : isNone ? null : "JSON schemas",
            source: isNone ? null : sets.map(({ source }) => source).join(", "),
            unchecked,
        },
        findings,
    };
}

/** The CRDs of Confluent's kinds, and of other kinds if there are such objects and their CRDs are available. */
async function crdsFor(all: readonly Resource[]): Promise<CrdSet[]> {
    const isUsed = ({ spec }: KubernetesObject) => {
        const { group, names } = spec as { group: string; names: { kind: string } };
        return all.some((one) => one.group === group && one.kind === names.kind);
    };
    const argoCd = all.some(({ group }) => group === "argoproj.io")
        ? await crdsOf("argocd").catch(() => undefined)
        : undefined;
    const others = thirdPartyCrds();
    const sets = [await crdsOf("confluent", await findTool("helm")), argoCd, others].flatMap((set) =>
        set ? [set] : [],
    );
    return sets
        .map((set) => (set === others ? { ...set, objects: set.objects.filter(isUsed) } : set))
        .filter(({ objects }) => objects.length > 0);
}

const isSmall = ({ objects }: CrdSet): boolean =>
    objects.some(({ spec }) => isObject(spec) && spec.group === confluentGroup) &&
    JSON.stringify(objects).length < 100_000;

const kindsOf = (resources: readonly Resource[]): string[] => [...new Set(resources.map(formatKind))].sort();

/** The binaries of an API server, if the tools are built. */
export async function binariesThere(): Promise<Binaries | undefined> {
    const names = ["etcd", "kube-apiserver", "kube-controller-manager"] as const;
    const paths = await Promise.all(names.map((name) => findTool(name)));
    const found = Object.fromEntries(names.map((name, index) => [name, paths[index]]));
    return paths.every((path) => path !== undefined) ? (found as Binaries) : undefined;
}
