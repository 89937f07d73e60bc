import type { Facts } from "./facts";
import { fieldOf, listOf, textOf } from "./facts";
import { finalizerOf } from "./finalizers";
import { type Finding, findingOn, removalCommand } from "./finding";

/** What a failed condition of a Namespace means for the user. Kubernetes sets these conditions during a deletion. */
const meanings: Record<string, string> = {
    NamespaceDeletionDiscoveryFailure:
        "An API of the cluster does not answer, so Kubernetes cannot know whether something of it is left: restore what serves it, or delete its APIService",
    NamespaceDeletionGroupVersionParsingFailure: "An API of the cluster has a name that cannot be read",
    NamespaceDeletionContentFailure: "Something in it could not be deleted",
    NamespaceContentRemaining: "Something in it is left",
    NamespaceFinalizersRemaining: "Something in it has finalizers",
};

/** Conditions that only repeat the list of what is left. They help if that list could not be read. */
const listed = ["NamespaceContentRemaining", "NamespaceFinalizersRemaining"];

/** What blocks the namespace itself. Empty if it is not being deleted. */
export function namespaceFindings({ namespaceObject, objects }: Facts): Finding[] {
    if (!namespaceObject?.metadata.deletionTimestamp) return [];
    const own = listOf(namespaceObject, "spec", "finalizers").filter((one) => typeof one === "string");
    const conditions = listOf(namespaceObject, "status", "conditions")
        .filter((one) => fieldOf(one, "status") === "True")
        .filter((one) => objects.length === 0 || !listed.includes(textOf(one, "type") ?? ""))
        .map((one) => {
            const type = textOf(one, "type") ?? "";
            return `${meanings[type] ?? type} (${textOf(one, "message") ?? textOf(one, "reason") ?? "no message"}).`;
        });
    const unasked = objects.filter(({ metadata }) => !metadata.deletionTimestamp).length;
    const rest = unasked > 0 ? [`Objects in it whose deletion hasn't been requested yet: ${unasked}.`] : [];
    const why = ["Kubernetes deletes it once everything in it is gone.", ...conditions, ...rest].join(" ");
    return [
        ...own.map((keeper) =>
            findingOn(namespaceObject, { keeper: `${keeper} (spec.finalizers)`, why, waitsFor: "kubernetes" }),
        ),
        ...(namespaceObject.metadata.finalizers ?? []).map((keeper) =>
            findingOn(namespaceObject, {
                keeper,
                why: `${finalizerOf(keeper).meaning}.`,
                waitsFor: "user",
                advice: [removalCommand(namespaceObject, keeper)],
            }),
        ),
    ];
}
