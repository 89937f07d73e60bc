import type { Range } from "./version";

/** A Go module of this folder, that pins tools. */
export type ModuleName = "engine" | "control-plane" | "checks";

/** What a rehearsal runs on. */
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

/** All that `npm run tools` makes sure of: those, and what only checks and pipelines run, so that no demo waits for it. */
export const toolNames = [...rehearsalTools, "kubectl", "actionlint"] as const;
export type ToolName = (typeof toolNames)[number];

export interface Tool {
    /** Which of our Go modules pins it. */
    module: ModuleName;
    package: string;
    /** The module that `package` is of: its version is the tool's. */
    of: string;
    /** What makes it say its version. */
    versionArguments: string[];
    /** Versions taken from PATH. */
    good: Range;
}

const kubernetes = "k8s.io/kubernetes";

export const tools: Record<ToolName, Tool> = {
    pulumi: {
        module: "engine",
        package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        of: "github.com/pulumi/pulumi/pkg/v3",
        versionArguments: ["version"],
        // The oldest that goes with the @pulumi/pulumi in package.json.
        good: { from: "3.248", below: "4" },
    },
    etcd: {
        module: "control-plane",
        package: "go.etcd.io/etcd/server/v3",
        of: "go.etcd.io/etcd/server/v3",
        versionArguments: ["--version"],
        good: { from: "3.5" },
    },
    "kube-apiserver": {
        module: "control-plane",
        package: `${kubernetes}/cmd/kube-apiserver`,
        of: kubernetes,
        versionArguments: ["--version"],
        good: { from: "1.31" },
    },
    "kube-controller-manager": {
        module: "control-plane",
        package: `${kubernetes}/cmd/kube-controller-manager`,
        of: kubernetes,
        versionArguments: ["--version"],
        good: { from: "1.31" },
    },
    kustomize: {
        module: "control-plane",
        package: "sigs.k8s.io/kustomize/kustomize/v5",
        of: "sigs.k8s.io/kustomize/kustomize/v5",
        versionArguments: ["version"],
        // As Argo CD 3 has it: since 5.1 components come before the changes of what takes them in. kubectl 1.31 has 5.4.
        good: { from: "5.4", below: "6" },
    },
    helm: {
        module: "control-plane",
        package: "helm.sh/helm/v3/cmd/helm",
        of: "helm.sh/helm/v3",
        versionArguments: ["version", "--short"],
        good: { from: "3.14" },
    },
    // All of Argo CD in one binary: ARGOCD_BINARY_NAME says which part of it to be.
    argocd: {
        module: "control-plane",
        package: "github.com/argoproj/argo-cd/v3/cmd",
        of: "github.com/argoproj/argo-cd/v3",
        versionArguments: ["version", "--client", "--short"],
        good: { from: "3.6", below: "4" },
    },
    kwok: {
        module: "control-plane",
        package: "sigs.k8s.io/kwok/cmd/kwok",
        of: "sigs.k8s.io/kwok",
        versionArguments: ["--version"],
        good: { from: "0.7" },
    },
    // Ours, a few lines around miniredis: nobody else has it on PATH.
    "redis-shim": {
        module: "control-plane",
        package: "confluent-gitops/tools/control-plane/redis-shim",
        of: "github.com/alicebob/miniredis/v2",
        versionArguments: [],
        good: { from: "2" },
    },
    kubectl: {
        module: "control-plane",
        package: `${kubernetes}/cmd/kubectl`,
        of: kubernetes,
        versionArguments: ["version", "--client"],
        good: { from: "1.31" },
    },
    // Older ones do not know what GitHub has added since, and refuse it.
    actionlint: {
        module: "checks",
        package: "github.com/rhysd/actionlint/cmd/actionlint",
        of: "github.com/rhysd/actionlint",
        versionArguments: ["-version"],
        good: { from: "1.7.12", below: "2" },
    },
};

/** The modules in the order they are built: the engine first, for there is much to see with it alone; checks last. */
export const moduleNames: readonly ModuleName[] = ["engine", "control-plane", "checks"];

/** Tools that talk to each other and so have to be of one minor version. */
export const sameMinor: ToolName[] = ["kube-apiserver", "kube-controller-manager"];
