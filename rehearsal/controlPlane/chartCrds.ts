import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { parseAllDocuments } from "yaml";
import { chartSource } from "../../config/charts";
import { cfkDefault, cfkReleases } from "../../config/support";
import type { KubernetesObject } from "../../kubernetes";
import { storeFolder } from "../../tools/store";
import type { CrdSet } from "../crds/crdSet";

const version = cfkReleases[cfkDefault].chart;

/**
 * The CRDs in the chart of Confluent for Kubernetes.
 *
 * @param helm path of a helm binary; without it, only CRDs that were kept from an earlier run are found
 * @param limitMs how long to wait for the chart
 * @returns undefined if the chart can't be fetched in that time
 */
export async function chartCrds(
    helm: string | undefined,
    folder = storeFolder,
    limitMs = 5_000,
): Promise<CrdSet | undefined> {
    const kept = join(folder, "crds", `confluent-${version}.yaml`);
    if (!existsSync(kept)) {
        const text = helm && (await showCrds(helm, folder, limitMs));
        if (!text || crdsIn(text).length === 0) return undefined;
        mkdirSync(dirname(kept), { recursive: true });
        const half = `${kept}.${process.pid}`;
        writeFileSync(half, text);
        renameSync(half, kept);
    }
    return { source: `chart confluent-for-kubernetes ${version}`, objects: crdsIn(readFileSync(kept, "utf8")) };
}

async function showCrds(helm: string, folder: string, limitMs: number): Promise<string | undefined> {
    const { chart, repositoryOpts } = chartSource("confluent-for-kubernetes", version, undefined, folder);
    const args = ["show", "crds", chart, "--repo", repositoryOpts?.repo ?? "", "--version", version];
    // Separate folders for Helm, so that the user's list of repositories doesn't change.
    const home = (what: string) => join(folder, "helm", what);
    const env = {
        ...process.env,
        HELM_CACHE_HOME: home("cache"),
        HELM_CONFIG_HOME: home("config"),
        HELM_DATA_HOME: home("data"),
    };
    try {
        const options = { env, timeout: limitMs, maxBuffer: 64 * 1024 * 1024 };
        return (await promisify(execFile)(helm, args, options)).stdout;
    } catch {
        return undefined;
    }
}

/** The CRDs in a stream of YAML documents. */
export function crdsIn(text: string): KubernetesObject[] {
    const documents = parseAllDocuments(text).map((document) => document.toJSON() as KubernetesObject | null);
    return documents.filter((object) => object?.kind === "CustomResourceDefinition") as KubernetesObject[];
}
