import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import { stringify } from "yaml";
import { crdsOnly } from "../../components/confluentOperator";
import { realSizeCrds } from "../../rehearsal/crds/realSize";

/** Ways to the CRDs of a chart, the one that was taken first. */
export type Way = "stripped" | "whole" | "release";

/** Writes a chart that has CRDs of real size where Helm looks for them, and one that has them among its templates. */
export function writeCharts(folder: string): Record<Way, string> {
    const [whole, release] = ["crds", "templates"].map((place) => {
        const chart = join(folder, place);
        for (const name of ["crds", "templates"]) mkdirSync(join(chart, name), { recursive: true });
        writeFileSync(join(chart, "Chart.yaml"), stringify({ apiVersion: "v2", name: place, version: "1.0.0" }));
        for (const crd of realSizeCrds()) {
            writeFileSync(join(chart, place, `${crd.metadata.name}.yaml`), stringify(crd));
        }
        return chart;
    }) as [string, string];
    return { stripped: whole, whole, release };
}

/** A program of the CRDs alone, in one of the ways. */
export function programOf(way: Way, chart: string, kubeconfig: string): () => Promise<void> {
    return () => {
        const provider = new k8s.Provider("cluster", { kubeconfig });
        const args = { chart, namespace: "default" };
        if (way === "release") new k8s.helm.v3.Release("crds", { ...args, name: "crds" }, { provider });
        else
            new k8s.helm.v4.Chart("crds", way === "stripped" ? { ...args, postRenderer: crdsOnly } : args, {
                provider,
            });
        return Promise.resolve();
    };
}
