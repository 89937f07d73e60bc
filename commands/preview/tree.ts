import { isExternalSecrets } from "../../config/workload/addons";
import { columns } from "../frame/words";
import type { PreviewedAddon } from "./addons";
import type { Preview, PreviewedResource } from "../../rehearsal/engine/collect";

/** The engine's own marks (Prefix in pkg/resource/deploy/step.go), except for a replacement. */
const marks: Record<string, string> = {
    create: "+",
    update: "~",
    replace: "±",
    delete: "-",
    same: " ",
    read: ">",
    import: "=",
};

/** The layers in the order of index.ts; the engine reports them as their inputs become known. */
export const layers = [
    "Network",
    "Cluster",
    "BlockStorage",
    "ClusterServices",
    "ConfluentOperator",
    "ArgoCd",
    "GitOpsAddons",
    "GitOpsHandoff",
    "GitOpsTeams",
];
const titleOf = ({ type }: PreviewedResource): string => type.split(":").at(-1) ?? type;

/** A preview as a tree by layer, with counts and warnings, for people. */
export function renderTree(
    stack: string,
    { resources, warnings }: Preview,
    served: readonly string[],
    addons: readonly PreviewedAddon[] = [],
): string {
    const shown = resources.filter(({ type }) => !isHidden(type));
    const tops = shown
        .filter(({ parent }) => !shown.some(({ urn }) => urn === parent))
        .sort((one, other) => layers.indexOf(titleOf(one)) - layers.indexOf(titleOf(other)));
    const lines = tops.flatMap((top) => [
        "",
        layerTitle(top, shown),
        ...branches(top, shown, "  "),
        ...(titleOf(top) === "GitOpsAddons" ? addonLines(addons) : []),
    ]);
    const sections = [
        `Preview of the stack ${stack}: ${counts(shown)}`,
        ...lines,
        "",
        "Served by:",
        ...served.map((sentence) => `  ${sentence}`),
    ];
    if (warnings.length > 0) sections.push("", "Warnings:", ...warnings.map((warning) => `  ${warning}`));
    return sections.join("\n");
}

/** The stack itself and default providers, which don't help a reader. */
const isHidden = (type: string) => type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:");

function layerTitle(resource: PreviewedResource, all: readonly PreviewedResource[]): string {
    const below = descendants(resource, all).length;
    return `${titleOf(resource)}${below === 0 ? "  (nothing to create: the existing one is used)" : ""}`;
}

function descendants({ urn }: PreviewedResource, all: readonly PreviewedResource[]): PreviewedResource[] {
    return all.filter(({ parent }) => parent === urn).flatMap((child) => [child, ...descendants(child, all)]);
}

function branches({ urn }: PreviewedResource, all: readonly PreviewedResource[], indent: string): string[] {
    return all
        .filter(({ parent }) => parent === urn)
        .sort((one, other) => nameOf(one).localeCompare(nameOf(other), "en", { numeric: true }))
        .flatMap((child) => [
            `${indent}${marks[child.op] ?? child.op} ${child.type.padEnd(64 - indent.length)} ${nameOf(child)}`,
            ...branches(child, all, `${indent}  `),
        ]);
}

/** What the layer's Application brings into the cluster, which is not part of the stack's resources. */
function addonLines(addons: readonly PreviewedAddon[]): string[] {
    if (addons.length === 0) return [];
    const rows = columns(
        addons.map(({ name, chart, version, namespace, repository }) => [
            name,
            `${chart} ${version}`,
            `in ${namespace}`,
            `from ${repository}`,
        ]),
        "    ",
    );
    return [
        "  Argo CD deploys with this Application:",
        ...addons.flatMap((addon, at) => [rows[at] ?? "", ...awsLines(addon).map((line) => `      AWS: ${line}`)]),
    ];
}

function awsLines({ aws, chart }: PreviewedAddon): string[] {
    if (!aws && isExternalSecrets({ chart }))
        return ["no role, because the stack doesn't create the cluster: set in its stores how they sign in"];
    if (!aws) return [];
    const { serviceAccount, role, secrets } = aws;
    const reads = secrets.length > 0 ? `, which may read ${secrets.join(", ")}` : "";
    return [`the service account ${serviceAccount} has the role ${role}${reads}`];
}

const nameOf = ({ urn }: PreviewedResource): string => urn.split("::").slice(3).join("::");

const verbs: Record<string, string> = {
    create: "to create",
    update: "to update",
    replace: "to replace",
    delete: "to delete",
    same: "unchanged",
    read: "to read",
    import: "to import",
};

/** `69 to create, 2 unchanged`, not counting layers, which create nothing themselves. */
export function counts(resources: readonly PreviewedResource[]): string {
    const tally = new Map<string, number>();
    for (const { op, type } of resources) {
        if (!type.startsWith("platform:")) tally.set(op, (tally.get(op) ?? 0) + 1);
    }
    return [...tally].map(([op, count]) => `${count} ${verbs[op] ?? op}`).join(", ") || "nothing to do";
}
