import { confluentGroup, confluentKinds } from "./confluentKinds";

/** A kind as in an AppProject's lists: `group` is empty for the core group. */
export interface GroupKind {
    group: string;
    kind: string;
}

/** Kinds that the overlays may contain. Argo CD rejects anything else, whatever is merged into the repository. */
export const workloadKinds: readonly GroupKind[] = [
    ...confluentKinds.map(({ kind }) => ({ group: confluentGroup, kind })),
    { group: "", kind: "ConfigMap" },
    { group: "apps", kind: "Deployment" },
    { group: "networking.k8s.io", kind: "NetworkPolicy" },
    { group: "policy", kind: "PodDisruptionBudget" },
];

/** All kinds that may be in the overlay: the ones above, and those that the stack also allows (`gitops.kinds`). */
export function allowedKinds(more: readonly string[]): GroupKind[] {
    const others = more.map(parseKind).filter((kind) => !workloadKinds.some((known) => isSame(known, kind)));
    return [...workloadKinds, ...others];
}

/** Parses `monitoring.coreos.com/PodMonitor`, or `Secret`, which has no group. */
export function parseKind(text: string): GroupKind {
    const [kind = "", group = ""] = text.split("/").reverse();
    return { group, kind };
}

export const formatKind = ({ group, kind }: GroupKind): string => (group ? `${group}/${kind}` : kind);

export const isSame = (one: GroupKind, other: GroupKind): boolean =>
    one.group === other.group && one.kind === other.kind;

/**
 * Whether a kind is known to be cluster-scoped: Kubernetes 1.37's own (`kubectl api-resources --namespaced=false`), and
 * those of operators that are commonly used with Confluent Platform. About other kinds, nothing is known without a
 * cluster; Argo CD looks for them in its list of cluster-wide kinds, which is empty.
 */
export const isClusterWide = (kind: GroupKind): boolean => clusterWide.has(formatKind(kind));

const clusterWide = new Set([
    ...["ComponentStatus", "Namespace", "Node", "PersistentVolume"],
    ...[
        "MutatingAdmissionPolicy",
        "MutatingAdmissionPolicyBinding",
        "MutatingWebhookConfiguration",
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
        "ValidatingWebhookConfiguration",
    ].map((kind) => `admissionregistration.k8s.io/${kind}`),
    "apiextensions.k8s.io/CustomResourceDefinition",
    "apiregistration.k8s.io/APIService",
    "certificates.k8s.io/CertificateSigningRequest",
    "certificates.k8s.io/ClusterTrustBundle",
    "flowcontrol.apiserver.k8s.io/FlowSchema",
    "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration",
    "networking.k8s.io/IPAddress",
    "networking.k8s.io/IngressClass",
    "networking.k8s.io/ServiceCIDR",
    "node.k8s.io/RuntimeClass",
    "rbac.authorization.k8s.io/ClusterRole",
    "rbac.authorization.k8s.io/ClusterRoleBinding",
    "resource.k8s.io/DeviceClass",
    "resource.k8s.io/DeviceTaintRule",
    "resource.k8s.io/ResourceSlice",
    "scheduling.k8s.io/PriorityClass",
    "storage.k8s.io/CSIDriver",
    "storage.k8s.io/CSINode",
    "storage.k8s.io/StorageClass",
    "storage.k8s.io/VolumeAttachment",
    "storage.k8s.io/VolumeAttributesClass",
    "storagemigration.k8s.io/StorageVersionMigration",
    // cert-manager, External Secrets, trust-manager, Argo Rollouts, volume snapshots, Karpenter, the AWS load balancer
    // controller, Gateway API, Kyverno, and the network policies of Cilium, Calico and the Network Policy API:
    // `scope: Cluster` in their CRDs.
    "argoproj.io/ClusterAnalysisTemplate",
    "cert-manager.io/ClusterIssuer",
    "cilium.io/CiliumClusterwideNetworkPolicy",
    "crd.projectcalico.org/GlobalNetworkPolicy",
    "elbv2.k8s.aws/IngressClassParams",
    "external-secrets.io/ClusterExternalSecret",
    "external-secrets.io/ClusterPushSecret",
    "external-secrets.io/ClusterSecretStore",
    "gateway.networking.k8s.io/GatewayClass",
    "karpenter.k8s.aws/EC2NodeClass",
    "karpenter.sh/NodeClaim",
    "karpenter.sh/NodePool",
    "kyverno.io/ClusterPolicy",
    "policy.networking.k8s.io/AdminNetworkPolicy",
    "policy.networking.k8s.io/BaselineAdminNetworkPolicy",
    "projectcalico.org/GlobalNetworkPolicy",
    "snapshot.storage.k8s.io/VolumeSnapshotClass",
    "snapshot.storage.k8s.io/VolumeSnapshotContent",
    "trust.cert-manager.io/Bundle",
]);
