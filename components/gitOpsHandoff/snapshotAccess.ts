import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Overlay } from "../../config/workload/overlay";
import { makesSnapshots, snapshotsName } from "../../config/workload/snapshots";

/**
 * The permissions of the job that makes VolumeSnapshots, if the overlay has it (gitops/platform/components/snapshots): it may list the
 * claims of its namespace, and make and delete snapshots there. To delete one in AWS too whose class retains it, it changes the policy of its
 * VolumeSnapshotContent, which is cluster-scoped and has a generated name. Git cannot grant any of it: the AppProject allows no roles.
 *
 * @param overlay undefined if it was not read: nothing is created then
 */
export function snapshotAccess(
    name: string,
    namespace: string,
    overlay: Pick<Overlay, "resources"> | undefined,
    opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
    if (!overlay?.resources.some(makesSnapshots)) return [];
    const apiGroup = "rbac.authorization.k8s.io";
    const group = "snapshot.storage.k8s.io";
    const metadata = { name: snapshotsName, namespace };
    const subjects = [{ kind: "ServiceAccount", ...metadata }];
    const account = new k8s.core.v1.ServiceAccount(
        `${name}-snapshots`,
        // The pod that needs the token mounts it explicitly.
        { metadata, automountServiceAccountToken: false },
        opts,
    );
    const role = new k8s.rbac.v1.Role(
        `${name}-snapshots-role`,
        {
            metadata,
            rules: [
                { apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: ["list"] },
                { apiGroups: [group], resources: ["volumesnapshots"], verbs: ["list", "create", "delete"] },
            ],
        },
        opts,
    );
    // Cluster-scoped names are shared with everything else in the cluster, including other stacks of this program.
    const clusterWide = { name: `${snapshotsName}-${namespace}` };
    const contents = new k8s.rbac.v1.ClusterRole(
        `${name}-snapshots-contents`,
        {
            metadata: clusterWide,
            rules: [{ apiGroups: [group], resources: ["volumesnapshotcontents"], verbs: ["get", "patch"] }],
        },
        opts,
    );
    return [
        account,
        role,
        contents,
        new k8s.rbac.v1.RoleBinding(
            `${name}-snapshots-binding`,
            { metadata, roleRef: { apiGroup, kind: "Role", name: snapshotsName }, subjects },
            { ...opts, dependsOn: [account, role] },
        ),
        new k8s.rbac.v1.ClusterRoleBinding(
            `${name}-snapshots-contents-binding`,
            { metadata: clusterWide, roleRef: { apiGroup, kind: "ClusterRole", name: clusterWide.name }, subjects },
            { ...opts, dependsOn: [account, contents] },
        ),
    ];
}
