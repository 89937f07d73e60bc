import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import { stringify } from "yaml";
import { crdsOnly } from "../../components/crds/crdsOnly";
import { bareCrds, realSizeCrds } from "../../rehearsal/crds/realSize";

/**
 * Ways to manage a chart's CRDs, starting with the chosen one. `objects`: registered one by one without descriptions,
 * as by a `yaml.ConfigGroup` in the program. `handedOver`: a single object of the stack, in place of an Application
 * whose path contains the CRDs.
 */
export const ways = ["stripped", "whole", "release", "objects", "handedOver"] as const;
export type Way = (typeof ways)[number];

/** Charts by where they contain CRDs of real size: in the folder where Helm looks for them, and among the templates. */
export type Charts = Record<"crds" | "templates", string>;

/** Writes the charts, each into a separate folder. */
export function writeCharts(folder: string): Charts {
    const write = (place: keyof Charts): string => {
        const chart = join(folder, place);
        for (const name of ["crds", "templates"]) mkdirSync(join(chart, name), { recursive: true });
        writeFileSync(join(chart, "Chart.yaml"), stringify({ apiVersion: "v2", name: place, version: "1.0.0" }));
        for (const crd of realSizeCrds()) {
            writeFileSync(join(chart, place, `${crd.metadata.name}.yaml`), stringify(crd));
        }
        return chart;
    };
    return { crds: write("crds"), templates: write("templates") };
}

/** A program with only the CRDs, in one of the ways. */
export function programOf(way: Way, charts: Charts, kubeconfig: string): () => Promise<void> {
    return () => {
        const opts = { provider: new k8s.Provider("cluster", { kubeconfig }) };
        const args = { chart: charts.crds, namespace: "default" };
        switch (way) {
            case "stripped":
                new k8s.helm.v4.Chart("crds", { ...args, postRenderer: crdsOnly }, opts);
                break;
            case "whole":
                new k8s.helm.v4.Chart("crds", args, opts);
                break;
            case "release":
                new k8s.helm.v3.Release("crds", { ...args, chart: charts.templates, name: "crds" }, opts);
                break;
            case "objects":
                for (const crd of bareCrds()) {
                    new k8s.apiextensions.v1.CustomResourceDefinition(crd.metadata.name ?? "", crd as never, opts);
                }
                break;
            case "handedOver":
                new k8s.core.v1.ConfigMap("application", { metadata: { name: "application" } }, opts);
        }
        return Promise.resolve();
    };
}
