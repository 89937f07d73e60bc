import { mapAt } from "../charts/values";
import { confluentGroup } from "../workload/confluentKinds";
import { isObject, type Resource } from "../kustomize/resource";
import { setCommand } from "../problems";
import { resourceFilter } from "../workload/resourceFilter";
import { rackAccount, racksOf } from "../workload/rackAssignment";
import { allowedKinds, formatKind, isClusterWide, isSame } from "../workload/workloadKinds";
import { listed, type Rule, refuse, rule } from "./rule";

/**
 * What the overlay holds and the stack's AppProject does not allow. Argo CD refuses the whole sync for a single such
 * object ("resource … is not permitted in project"), so that nothing at all would come up.
 */
export const workloadRules: Rule[] = [
    rule(["gitops.path", "gitops.kinds"], ({ gitops, overlay }) => {
        const allowed = allowedKinds(gitops.kinds);
        const strangers = (overlay?.resources ?? []).filter(
            (resource) => !isClusterWide(resource) && !allowed.some((kind) => isSame(kind, resource)),
        );
        if (strangers.length === 0) return [];
        const wanted = [...new Set([...gitops.kinds, ...strangers.map(formatKind)])];
        const secret = strangers.some((kind) => isSame(kind, { group: "", kind: "Secret" }))
            ? " A Secret in Git is open to all who read the repository: an ExternalSecret or a SealedSecret is not."
            : "";
        return [
            refuse(
                "gitops.path",
                gitops.path,
                `holds kinds that Argo CD may not make for this stack, and it then refuses all of it: ${listed(strangers.map((resource) => nameOf(resource)))}`,
                `take them out; or, where the cluster knows these kinds, allow them: ${setCommand("gitops.kinds", wanted)}.${secret}`,
            ),
        ];
    }),

    rule(["gitops.path"], ({ gitops, overlay }) => {
        const clusterWide = (overlay?.resources ?? []).filter(isClusterWide);
        if (clusterWide.length === 0) return [];
        return [
            refuse(
                "gitops.path",
                gitops.path,
                `holds what is in no namespace, and Git may make nothing cluster-wide: ${listed(clusterWide.map((resource) => nameOf(resource)))}`,
                "take it out: the stack makes the namespace, and an administrator of the cluster applies the rest",
            ),
        ];
    }),

    rule(["gitops.namespace", "gitops.path"], ({ gitops, overlay }) => {
        // An object that says no namespace goes where the Application says, gitops.namespace.
        const placed = (overlay?.resources ?? [])
            .filter((resource) => !isClusterWide(resource))
            .map((resource) => ({ resource, namespace: overlay?.namespace ?? namespaceOf(resource) }));
        const elsewhere = placed.filter(({ namespace }) => namespace && namespace !== gitops.namespace);
        if (elsewhere.length === 0) return [];
        const names = [...new Set(placed.map(({ namespace }) => namespace))];
        const objects = listed(elsewhere.map(({ resource, namespace }) => nameOf(resource, ` in ${namespace}`)));
        const correct = `say namespace: ${gitops.namespace} in ${gitops.path}/kustomization.yaml, which puts all of them there`;
        return names.length === 1
            ? [
                  refuse(
                      "gitops.namespace",
                      gitops.namespace,
                      `is not where ${gitops.path} puts its objects, ${names[0]}: Argo CD would refuse them all (${objects})`,
                      `set it to ${names[0]}, or ${correct}`,
                  ),
              ]
            : [
                  refuse(
                      "gitops.path",
                      gitops.path,
                      `holds objects outside gitops.namespace, ${gitops.namespace}, and Argo CD then refuses all of it: ${objects}`,
                      `${correct}; or take the namespace out where it is set`,
                  ),
              ];
    }),

    // Argo CD syncs the rest without them, and says so in a warning of the Application alone.
    rule(["gitops.path", "argocd.values", "argocd.install"], ({ gitops, argocd, charts, overlay }) => {
        if (argocd.install === "none") return [];
        const filter = resourceFilter(mapAt(charts.argocd, ["configs", "cm"]));
        const inFile = (keys: string[]) => keys.map((key) => `configs.cm["${key}"]`).join(" and ");
        if (filter.unreadable.length > 0) {
            return [
                refuse(
                    "argocd.values",
                    argocd.values,
                    `has ${inFile(filter.unreadable)}, which is no list that Argo CD can read`,
                    `write it as text, with a | after its key, and in that a YAML list of apiGroups, kinds and clusters`,
                ),
            ];
        }
        const ignored = (overlay?.resources ?? []).filter((resource) => filter.ignores(resource));
        if (ignored.length === 0) return [];
        return [
            refuse(
                "gitops.path",
                gitops.path,
                `holds kinds that Argo CD is told to leave alone, and so would never make: ${listed(ignored.map((resource) => nameOf(resource)))}`,
                filter.keys.length > 0
                    ? `let ${inFile(filter.keys)} in ${argocd.values} leave them to Argo CD, or take them out of the tree`
                    : `take them out; or say configs.cm["resource.exclusions"] without them in a file of argocd.values`,
            ),
        ];
    }),

    // A broker asks for the zone of its node before it starts, so one that may not ask never does.
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const resources = (overlay?.resources ?? []).filter(({ group }) => group === confluentGroup);
        return resources.flatMap((resource) => {
            const { labels, account, onePerNode } = racksOf(resource);
            const wrong =
                labels !== undefined && !account
                    ? [
                          "has rackAssignment, and no service account that may read its node's zone",
                          `set podTemplate.serviceAccountName to ${rackAccount}, which the stack makes with a ClusterRole, or to one that your administrators give get and list on nodes and pods; or take rackAssignment out`,
                      ]
                    : labels !== undefined && onePerNode === false
                      ? ["has rackAssignment, which needs oneReplicaPerNode", "set oneReplicaPerNode to true"]
                      : labels === undefined && account === rackAccount
                        ? [
                              `has the service account ${rackAccount}, which is for rackAssignment, and no rackAssignment`,
                              "set rackAssignment.nodeLabels to [topology.kubernetes.io/zone], on Kafka; or take the account out",
                          ]
                        : undefined;
            if (!wrong) return [];
            const [reason = "", fix] = wrong;
            return [refuse("gitops.path", gitops.path, `${nameOf(resource)} ${reason}`, fix)];
        });
    }),

    // The stack's is set by a patch, which replaces what is there.
    rule(["imagePullSecret", "gitops.path"], ({ secrets, overlay }) => {
        const own = secrets.imagePullSecret === undefined ? [] : (overlay?.resources ?? []).filter(namesPullSecret);
        if (own.length === 0) return [];
        return [
            refuse(
                "imagePullSecret",
                undefined,
                `would take the place of spec.image.pullSecretRef of ${listed(own.map((resource) => nameOf(resource)))}`,
                "take pullSecretRef out there, and have all registries in this one; or pulumi config rm imagePullSecret",
            ),
        ];
    }),
];

const namesPullSecret = ({ object }: Resource): boolean => {
    const { image } = isObject(object.spec) ? object.spec : {};
    return isObject(image) && Array.isArray(image.pullSecretRef) && image.pullSecretRef.length > 0;
};

/** An object and the file that defines it, for a message. */
export const nameOf = (resource: Resource, more = ""): string =>
    `${resource.kind} ${resource.name}${more} (${resource.file})`;

function namespaceOf({ object }: Resource): string | undefined {
    const namespace = isObject(object.metadata) ? object.metadata.namespace : undefined;
    return typeof namespace === "string" ? namespace : undefined;
}
