import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Overlay } from "../../config/workload/overlay";
import { asksForRacks, rackAccount } from "../../config/workload/rackAssignment";

/**
 * The service account with which brokers read the zone of their node, if the overlay uses it. They query the API server
 * themselves, and Git cannot allow that: the AppProject allows nothing cluster-scoped. Confluent's documentation
 * requires get and list on nodes and pods
 * (https://docs.confluent.io/operator/current/co-configure-rack-awareness.html); here, pods can be read only in the
 * brokers' own namespace.
 *
 * @param overlay undefined if it was not read: nothing is created then
 */
export function rackAwareness(
    name: string,
    namespace: string,
    overlay: Pick<Overlay, "resources"> | undefined,
    opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
    if (!overlay?.resources.some(asksForRacks)) return [];
    const account = new k8s.core.v1.ServiceAccount(
        `${name}-rack`,
        // The default, set explicitly so that it is restored if somebody changes it: without a token, no broker learns
        // its zone.
        { metadata: { name: rackAccount, namespace }, automountServiceAccountToken: true },
        opts,
    );
    const subjects = [{ kind: "ServiceAccount", name: rackAccount, namespace }];
    const apiGroup = "rbac.authorization.k8s.io";
    const verbs = ["get", "list"];
    // Cluster-scoped names are shared with everything else in the cluster, including other stacks of this program.
    const clusterWide = { name: `${rackAccount}-${namespace}` };
    const nodes = new k8s.rbac.v1.ClusterRole(
        `${name}-rack-nodes`,
        { metadata: clusterWide, rules: [{ apiGroups: [""], resources: ["nodes"], verbs }] },
        opts,
    );
    const pods = new k8s.rbac.v1.Role(
        `${name}-rack-pods`,
        { metadata: { name: rackAccount, namespace }, rules: [{ apiGroups: [""], resources: ["pods"], verbs }] },
        opts,
    );
    return [
        account,
        nodes,
        pods,
        new k8s.rbac.v1.ClusterRoleBinding(
            `${name}-rack-nodes-binding`,
            { metadata: clusterWide, roleRef: { apiGroup, kind: "ClusterRole", name: clusterWide.name }, subjects },
            { ...opts, dependsOn: [account, nodes] },
        ),
        new k8s.rbac.v1.RoleBinding(
            `${name}-rack-pods-binding`,
            {
                metadata: { name: rackAccount, namespace },
                roleRef: { apiGroup, kind: "Role", name: rackAccount },
                subjects,
            },
            { ...opts, dependsOn: [account, pods] },
        ),
    ];
}
