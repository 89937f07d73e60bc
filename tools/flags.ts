import { availableParallelism, totalmem } from "node:os";
import type { ModuleName, ToolName } from "./catalogue";
import { requiredVersion } from "./goMod";

/** Build tags for a single module. */
const ownTags: Partial<Record<ModuleName, string[]>> = {
    // Otherwise, promtool would include the clients of all clouds, for service discovery: most of its build.
    monitoring: ["remove_all_sd"],
};

export interface Parts {
    /** The module that a program comes from. */
    of: string;
    /** For each of its files that only imports others, the imports that stay, without the module's path. */
    imports: Readonly<Record<string, readonly string[]>>;
}

/** What is built of a program that isn't built whole. */
export const partsOf: Partial<Record<ModuleName, Parts>> = {
    // The clients of 34 other stores, and the generators, would be more than half of its build.
    "external-secrets": {
        of: "github.com/external-secrets/external-secrets",
        imports: {
            "pkg/provider/register/register.go": ["pkg/provider/aws"],
            "pkg/generator/register/register.go": [],
        },
    },
};

/** What determines which files and modules belong to a build. */
export function selectFlags(module: ModuleName): string[] {
    const tags = ["disable_grpc_modules", "disable_pgv", "grpcnotrace", ...(ownTags[module] ?? [])];
    return ["-mod=readonly", `-tags=${tags.join(",")}`];
}

/**
 * How everything is compiled, chosen for the time that it takes on a fresh machine:
 *
 * - no debug information, neither from the compiler (`-dwarf=false`) nor from the linker (`-s -w`);
 * - no inlining (`-l`) except in the standard library, where it helps most: a quarter less to do;
 * - no xDS (`disable_grpc_modules`, `disable_pgv`), which only Google's storage over gRPC would use, and no gRPC trace
 *   page (`grpcnotrace`): a tenth less of the engine.
 */
const compileFlags = (module: ModuleName): string[] => [
    "-trimpath",
    ...selectFlags(module),
    "-gcflags=all=-dwarf=false -l",
    "-gcflags=std=-dwarf=false",
];

/** The versions that the binaries have to report; without them, the Automation API rejects the engine. */
const variables: Record<ModuleName, (goMod: string) => Record<string, string>> = {
    engine: (goMod) => ({
        "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${requiredVersion(goMod, "github.com/pulumi/pulumi/pkg/v3")}`,
    }),
    "control-plane": (goMod) => {
        const { version, major, minor } = kubernetesOf(goMod);
        const component = "k8s.io/component-base/version";
        return {
            [`${component}.gitVersion`]: `v${version}`,
            [`${component}.gitMajor`]: major,
            [`${component}.gitMinor`]: minor,
            "helm.sh/helm/v3/internal/version.version": `v${requiredVersion(goMod, "helm.sh/helm/v3")}`,
            "github.com/argoproj/argo-cd/v3/common.version": requiredVersion(goMod, "github.com/argoproj/argo-cd/v3"),
            "sigs.k8s.io/kwok/pkg/consts.Version": `v${requiredVersion(goMod, "sigs.k8s.io/kwok")}`,
        };
    },
    checks: (goMod) => ({
        "github.com/rhysd/actionlint.version": requiredVersion(goMod, "github.com/rhysd/actionlint"),
    }),
    addons: (goMod) => ({
        // The version with which it identifies itself to the API server.
        "github.com/cert-manager/cert-manager/pkg/util.AppVersion": `v${requiredVersion(goMod, "github.com/cert-manager/cert-manager")}`,
        // kubeseal's: the others have no such variable.
        "main.VERSION": requiredVersion(goMod, "github.com/bitnami/sealed-secrets"),
    }),
    "external-secrets": () => ({}),
    "argo-rollouts": () => ({}),
    monitoring: () => ({}),
};

/** Variables of a single tool: a change only rebuilds that tool. */
const ofOneTool: Partial<Record<ToolName, (goMod: string) => Record<string, string>>> = {
    // As set by Helm's Makefile. Otherwise, a chart is rendered as for Kubernetes 1.20, and rejected if its kubeVersion
    // is later.
    helm: (goMod) => {
        const { major, minor } = kubernetesOf(goMod);
        const packages = ["helm.sh/helm/v3/pkg/chartutil", "helm.sh/helm/v3/pkg/lint/rules"];
        return Object.fromEntries(
            packages.flatMap((path) => [
                [`${path}.k8sVersionMajor`, major],
                [`${path}.k8sVersionMinor`, minor],
            ]),
        );
    },
};

function kubernetesOf(goMod: string): Record<"version" | "major" | "minor", string> {
    const version = requiredVersion(goMod, "k8s.io/kubernetes");
    const [major = "", minor = ""] = version.split(".");
    return { version, major, minor };
}

/** The arguments of `go build` for tools of a module. */
export function flagsOf(module: ModuleName, goMod: string, tools: readonly ToolName[]): string[] {
    const all = [variables[module], ...tools.map((tool) => ofOneTool[tool])].map((of) => of?.(goMod) ?? {});
    const set = Object.entries(Object.assign({}, ...all) as Record<string, string>).map(
        ([name, value]) => `-X ${name}=${value}`,
    );
    return [...compileFlags(module), `-ldflags=${["-s", "-w", ...set].join(" ")}`];
}

/**
 * The memory, in MiB, that each compiler may fill before it collects garbage: collecting less often halves its work.
 *
 * @returns undefined if there is too little memory for this to help
 */
export function compilerMemory(totalMiB: number, cpus: number): number | undefined {
    const each = Math.min(2048, Math.floor(totalMiB / (2 * cpus)));
    return each < 512 ? undefined : each;
}

/** Environment variables for every call of `go`, in addition to existing ones. */
export function goSettings(): NodeJS.ProcessEnv {
    const mebibyte = 1024 * 1024;
    const total = Math.min(totalmem(), process.constrainedMemory() || Infinity) / mebibyte;
    const each = compilerMemory(total, availableParallelism());
    return {
        CGO_ENABLED: "0",
        GOWORK: "off",
        // The tools are for this machine, whatever else is built on it.
        GOOS: "",
        GOARCH: "",
        ...(each === undefined ? {} : { GOGC: "off", GOMEMLIMIT: `${each}MiB` }),
    };
}
