import { mapAt } from "../charts/values";
import { confluentGroup } from "../workload/confluentKinds";
import { isObject } from "../kustomize/json";
import { type Resource } from "../kustomize/resource";
import { setCommand } from "../problems";
import { resourceFilter } from "../workload/resourceFilter";
import { rackAccount, racksOf } from "../workload/rackAssignment";
import { allowedKinds, formatKind, isClusterWide, isSame } from "../workload/workloadKinds";
import { listed, type Rule, refuse, rule } from "./rule";

/**
 * What the overlay contains and the stack's AppProject does not allow. Argo CD rejects the whole sync because of a
 * single such object ("resource … is not permitted in project"), so nothing at all would be deployed.
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
            ? " Everybody who can read the repository can read a Secret in it; use an ExternalSecret or a SealedSecret instead."
            : "";
        return [
            refuse(
                "gitops.path",
                gitops.path,
                `contains kinds that Argo CD may not create for this stack, so it would reject the whole overlay: ${listed(strangers.map((resource) => nameOf(resource)))}`,
                `remove them; or, if the cluster knows these kinds, allow them: ${setCommand("gitops.kinds", wanted)}.${secret}`,
                strangers[0] && { resource: strangers[0] },
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
                `contains cluster-scoped objects, which Argo CD may not create for this stack: ${listed(clusterWide.map((resource) => nameOf(resource)))}`,
                "remove them: the stack creates the namespace, and an administrator of the cluster has to apply the rest",
                clusterWide[0] && { resource: clusterWide[0] },
            ),
        ];
    }),

    rule(["gitops.namespace", "gitops.path"], ({ gitops, overlay }) => {
        // An object without a namespace is deployed to the Application's, gitops.namespace.
        const placed = (overlay?.resources ?? [])
            .filter((resource) => !isClusterWide(resource))
            .map((resource) => ({ resource, namespace: overlay?.namespace ?? namespaceOf(resource) }));
        const elsewhere = placed.filter(({ namespace }) => namespace && namespace !== gitops.namespace);
        if (elsewhere.length === 0) return [];
        const names = [...new Set(placed.map(({ namespace }) => namespace))];
        const objects = listed(elsewhere.map(({ resource, namespace }) => nameOf(resource, ` in ${namespace}`)));
        const correct = `set namespace: ${gitops.namespace} in ${gitops.path}/kustomization.yaml, which applies to all of them`;
        return names.length === 1
            ? [
                  refuse(
                      "gitops.namespace",
                      gitops.namespace,
                      `is not the namespace of the objects in ${gitops.path}, ${names[0]}: Argo CD would reject them all (${objects})`,
                      `set it to ${names[0]}, or ${correct}`,
                      elsewhere[0] && { resource: elsewhere[0].resource, field: "metadata.namespace" },
                  ),
              ]
            : [
                  refuse(
                      "gitops.path",
                      gitops.path,
                      `contains objects outside gitops.namespace, ${gitops.namespace}, so Argo CD would reject the whole overlay: ${objects}`,
                      `${correct}; or remove the namespace from those that set it`,
                      elsewhere[0] && { resource: elsewhere[0].resource, field: "metadata.namespace" },
                  ),
              ];
    }),

    // Argo CD syncs everything else without them, and only reports it as a warning on the Application.
    rule(["gitops.path", "argocd.values", "argocd.install"], ({ gitops, argocd, charts, overlay }) => {
        if (argocd.install === "none") return [];
        const filter = resourceFilter(mapAt(charts.argocd, ["configs", "cm"]));
        const inFile = (keys: string[]) => keys.map((key) => `configs.cm["${key}"]`).join(" and ");
        if (filter.unreadable.length > 0) {
            return [
                refuse(
                    "argocd.values",
                    argocd.values,
                    `has ${inFile(filter.unreadable)}, which is not a list that Argo CD can read`,
                    `write it as a text block, with a | after its key, that contains a YAML list of apiGroups, kinds and clusters`,
                ),
            ];
        }
        const ignored = (overlay?.resources ?? []).filter((resource) => filter.ignores(resource));
        if (ignored.length === 0) return [];
        return [
            refuse(
                "gitops.path",
                gitops.path,
                `contains kinds that Argo CD is configured to ignore, and so would never create: ${listed(ignored.map((resource) => nameOf(resource)))}`,
                filter.keys.length > 0
                    ? `change ${inFile(filter.keys)} in ${argocd.values} so that Argo CD manages them, or remove them from the overlay`
                    : `remove them; or set configs.cm["resource.exclusions"] to a list without them in the file argocd.values`,
                ignored[0] && { resource: ignored[0] },
            ),
        ];
    }),

    // A broker asks for the zone of its node before it starts, so a broker without permission never starts.
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const resources = (overlay?.resources ?? []).filter(({ group }) => group === confluentGroup);
        return resources.flatMap((resource) => {
            const { labels, account, onePerNode } = racksOf(resource);
            const wrong =
                labels !== undefined && !account
                    ? [
                          "has rackAssignment, but no service account that may read the zone of its node",
                          `set podTemplate.serviceAccountName to ${rackAccount}, which the stack creates with a ClusterRole, or to one that your administrators allow to get and list nodes and pods; or remove rackAssignment`,
                      ]
                    : labels !== undefined && onePerNode === false
                      ? ["has rackAssignment, which needs oneReplicaPerNode", "set oneReplicaPerNode to true"]
                      : labels === undefined && account === rackAccount
                        ? [
                              `has the service account ${rackAccount}, which is for rackAssignment, but no rackAssignment`,
                              "set rackAssignment.nodeLabels to [topology.kubernetes.io/zone], on Kafka; or remove the service account",
                          ]
                        : undefined;
            if (!wrong) return [];
            const [reason = "", fix] = wrong;
            return [refuse("gitops.path", gitops.path, `${nameOf(resource)} ${reason}`, fix, { resource })];
        });
    }),

    // The stack sets it with a patch, which replaces an existing one.
    rule(["imagePullSecret", "gitops.path"], ({ secrets, overlay }) => {
        const own = secrets.imagePullSecret === undefined ? [] : (overlay?.resources ?? []).filter(namesPullSecret);
        if (own.length === 0) return [];
        return [
            refuse(
                "imagePullSecret",
                undefined,
                `would replace spec.image.pullSecretRef of ${listed(own.map((resource) => nameOf(resource)))}`,
                "remove pullSecretRef there, and put all registries into this one; or pulumi config rm imagePullSecret",
                own[0] && { resource: own[0], field: "spec.image.pullSecretRef" },
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
