import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import type { Addon } from "../../config/workload/addons";
import type { KubernetesObject } from "../../kubernetes";
import { moduleFiles, pinnedVersion, type ToolName } from "../../tools";

/** Where a project keeps its chart in its controller's Go module. */
const sources: Readonly<Record<string, { tool: ToolName; path: string }>> = {
    "cert-manager": { tool: "cert-manager", path: "deploy/charts/cert-manager" },
    "trust-manager": { tool: "trust-manager", path: "deploy/charts/trust-manager" },
    "sealed-secrets": { tool: "sealed-secrets", path: "helm/sealed-secrets" },
};

/** Charts that can be rendered here. The one for External Secrets is older in its module than the one that Git pins. */
export const chartsHere = Object.keys(sources);

/** A chart as its project publishes it: in the source, it may have no version, and gets the release's when it is packaged. */
export interface PinnedChart {
    version: string;
    /** Everything that Argo CD applies from it, including hooks. */
    render(addon: Addon): KubernetesObject[];
}

export async function pinnedChart(helm: string, chart: string): Promise<PinnedChart> {
    const { tool, path } = sources[chart] ?? { tool: undefined, path: "" };
    if (!tool) throw new Error(`There is no chart ${chart} here`);
    const folder = await moduleFiles(tool, path);
    const { version: own = "" } = parse(readFileSync(join(folder, "Chart.yaml"), "utf8")) as { version?: string };
    const version = own === "v0.0.0" ? `v${pinnedVersion(tool)}` : own;
    const flags = own === version ? [] : ["--version", version, "--app-version", version];
    const render = ({ name, namespace, values }: Addon): KubernetesObject[] => {
        const work = mkdtempSync(join(tmpdir(), "chart-"));
        const run = (...args: string[]) => execFileSync(helm, args, { encoding: "utf8", stdio: "pipe" });
        try {
            run("package", folder, "--destination", work, ...flags);
            writeFileSync(join(work, "values.json"), JSON.stringify(values));
            // As Argo CD calls it.
            const said = ["--namespace", namespace, "--values", join(work, "values.json"), "--include-crds"];
            const text = run("template", name, join(work, `${chart}-${version}.tgz`), ...said);
            return parseAllDocuments(text).flatMap((document) => (document.toJSON() as KubernetesObject | null) ?? []);
        } finally {
            rmSync(work, { recursive: true, force: true });
        }
    };
    return { version, render };
}
