import type { ModuleName } from "./goModules";
import type { Range } from "./version";

export { type ModuleName, moduleNames } from "./goModules";

/** The tools that a rehearsal needs. */
export const rehearsalTools = [
    "pulumi",
    "etcd",
    "kube-apiserver",
    "kube-controller-manager",
    "kustomize",
    "helm",
    "argocd",
    "kwok",
    "redis-shim",
] as const;

/** The tools of `npm run tools`: those, and tools that only checks and pipelines use, so no demo waits for them. */
export const toolNames = [...rehearsalTools, "kubectl", "actionlint"] as const;

/**
 * Controllers beside the platform in a cluster, and kubeseal. Only tests and drills (`rehearsal/addons/`) run them, and
 * build them, as does `npm run tools -- --with addons`.
 */
export const addonTools = [
    "cert-manager",
    "trust-manager",
    "sealed-secrets",
    "kubeseal",
    "external-secrets",
    "argo-rollouts",
] as const;

/** Check rules and alerts: built by the tests, which alone run them, or by `npm run tools -- --with monitoring`. */
export const monitoringTools = ["promtool", "amtool"] as const;
/** Places pods on nodes: built by `capacity` and tests, which alone run it, or by `npm run tools -- --with capacity`. */
export const capacityTools = ["kube-scheduler"] as const;

export type ToolName =
    | (typeof toolNames)[number]
    | (typeof addonTools)[number]
    | (typeof monitoringTools)[number]
    | (typeof capacityTools)[number];

export interface Tool {
    /** The Go module of ours that pins it. */
    module: ModuleName;
    package: string;
    /** The module that contains `package`: its version is the tool's. */
    of: string;
    /** How to use it from PATH. Default: never, because nobody has it there. */
    onPath?: {
        /** The arguments with which it prints its version. */
        versionArguments: string[];
        /** Accepted versions. */
        good: Range;
    };
}

const kubernetes = "k8s.io/kubernetes";
const sealedSecrets = "github.com/bitnami/sealed-secrets";

export const tools: Record<ToolName, Tool> = {
    pulumi: {
        module: "engine",
        package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        of: "github.com/pulumi/pulumi/pkg/v3",
        // The oldest version that works with the @pulumi/pulumi in package.json.
        onPath: { versionArguments: ["version"], good: { from: "3.248", below: "4" } },
    },
    etcd: {
        module: "control-plane",
        package: "go.etcd.io/etcd/server/v3",
        of: "go.etcd.io/etcd/server/v3",
        onPath: { versionArguments: ["--version"], good: { from: "3.5" } },
    },
    "kube-apiserver": {
        module: "control-plane",
        package: `${kubernetes}/cmd/kube-apiserver`,
        of: kubernetes,
        onPath: { versionArguments: ["--version"], good: { from: "1.31" } },
    },
    "kube-controller-manager": {
        module: "control-plane",
        package: `${kubernetes}/cmd/kube-controller-manager`,
        of: kubernetes,
        onPath: { versionArguments: ["--version"], good: { from: "1.31" } },
    },
    "kube-scheduler": {
        module: "control-plane",
        package: `${kubernetes}/cmd/kube-scheduler`,
        of: kubernetes,
        onPath: { versionArguments: ["--version"], good: { from: "1.31" } },
    },
    kustomize: {
        module: "control-plane",
        package: "sigs.k8s.io/kustomize/kustomize/v5",
        of: "sigs.k8s.io/kustomize/kustomize/v5",
        // As in Argo CD 3: since 5.1, components are applied before the changes of what includes them. kubectl 1.31 has
        // 5.4.
        onPath: { versionArguments: ["version"], good: { from: "5.4", below: "6" } },
    },
    helm: {
        module: "control-plane",
        package: "helm.sh/helm/v3/cmd/helm",
        of: "helm.sh/helm/v3",
        onPath: { versionArguments: ["version", "--short"], good: { from: "3.14" } },
    },
    // All of Argo CD in a single binary: ARGOCD_BINARY_NAME selects a part.
    argocd: {
        module: "control-plane",
        package: "github.com/argoproj/argo-cd/v3/cmd",
        of: "github.com/argoproj/argo-cd/v3",
        onPath: { versionArguments: ["version", "--client", "--short"], good: { from: "3.6", below: "4" } },
    },
    kwok: {
        module: "control-plane",
        package: "sigs.k8s.io/kwok/cmd/kwok",
        of: "sigs.k8s.io/kwok",
        onPath: { versionArguments: ["--version"], good: { from: "0.7" } },
    },
    // Our own, a few lines around miniredis.
    "redis-shim": {
        module: "control-plane",
        package: "confluent-gitops/tools/control-plane/redis-shim",
        of: "github.com/alicebob/miniredis/v2",
    },
    kubectl: {
        module: "control-plane",
        package: `${kubernetes}/cmd/kubectl`,
        of: kubernetes,
        onPath: { versionArguments: ["version", "--client"], good: { from: "1.31" } },
    },
    // Older versions don't know what GitHub has added since, and reject it.
    actionlint: {
        module: "checks",
        package: "github.com/rhysd/actionlint/cmd/actionlint",
        of: "github.com/rhysd/actionlint",
        onPath: { versionArguments: ["-version"], good: { from: "1.7.12", below: "2" } },
    },
    // The controllers are theirs; what starts them is ours, a few lines each: tools/addons explains why.
    "cert-manager": {
        module: "addons",
        package: "confluent-gitops/tools/addons/cert-manager",
        of: "github.com/cert-manager/cert-manager",
    },
    "trust-manager": {
        module: "addons",
        package: "confluent-gitops/tools/addons/trust-manager",
        of: "github.com/cert-manager/trust-manager",
    },
    "sealed-secrets": {
        module: "addons",
        package: "confluent-gitops/tools/addons/sealed-secrets",
        of: sealedSecrets,
    },
    kubeseal: {
        module: "addons",
        package: `${sealedSecrets}/cmd/kubeseal`,
        of: sealedSecrets,
        onPath: { versionArguments: ["--version"], good: { from: "0.27", below: "1" } },
    },
    // A separate module: it is built with older libraries than the others.
    "external-secrets": {
        module: "external-secrets",
        package: "github.com/external-secrets/external-secrets",
        of: "github.com/external-secrets/external-secrets",
    },
    // A separate module: it needs more of Kubernetes than the addons' module, which would change their versions.
    "argo-rollouts": {
        module: "argo-rollouts",
        package: "github.com/argoproj/argo-rollouts/cmd/rollouts-controller",
        of: "github.com/argoproj/argo-rollouts",
    },
    // Its module has version 0.3xx, and its release 3.xx, which it prints on PATH.
    promtool: {
        module: "monitoring",
        package: "github.com/prometheus/prometheus/cmd/promtool",
        of: "github.com/prometheus/prometheus",
        onPath: { versionArguments: ["--version"], good: { from: "3", below: "4" } },
    },
    amtool: {
        module: "monitoring",
        package: "github.com/prometheus/alertmanager/cmd/amtool",
        of: "github.com/prometheus/alertmanager",
        onPath: { versionArguments: ["--version"], good: { from: "0.27", below: "1" } },
    },
};

/** Tools that communicate with each other, and therefore need the same minor version. */
export const sameMinor: ToolName[] = ["kube-apiserver", "kube-controller-manager"];
