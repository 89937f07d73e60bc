import type { JsonObject } from "../kustomize/json";
import { at } from "./security/nodes";
import type { Addon } from "./addons";

/** An image of a chart: its path in the values, and whether the chart uses it with these values. */
type ChartImage = readonly [path: string, isUsed: (values: JsonObject) => boolean];

const always = (): boolean => true;
/** Used unless one of the chart's values turns it off. */
const unless =
    (path: string) =>
    (values: JsonObject): boolean =>
        at(values, path) !== false;

/**
 * The images of the charts that the addons use, from each chart's values.yaml (linked at the top of each file in
 * gitops/addons).
 */
const known: Readonly<Record<string, readonly ChartImage[]>> = {
    "cert-manager": [
        ["image", always],
        // Named in an argument of the controller.
        ["acmesolver.image", always],
        ["webhook.image", always],
        ["cainjector.image", unless("cainjector.enabled")],
        ["startupapicheck.image", unless("startupapicheck.enabled")],
    ],
    "trust-manager": [
        ["image", always],
        ["defaultPackageImage", unless("defaultPackage.enabled")],
    ],
    "external-secrets": [
        ["image", always],
        ["webhook.image", unless("webhook.create")],
        ["certController.image", unless("certController.create")],
    ],
    "sealed-secrets": [["image", always]],
    "argo-rollouts": [
        ["controller.image", always],
        ["dashboard.image", (values) => at(values, "dashboard.enabled") === true],
    ],
    "kube-prometheus-stack": [
        ["prometheusOperator.image", always],
        ["prometheusOperator.prometheusConfigReloader.image", always],
        ["prometheusOperator.thanosImage", always],
        ["prometheusOperator.admissionWebhooks.patch.image", unless("prometheusOperator.admissionWebhooks.enabled")],
        ["prometheus.prometheusSpec.image", unless("prometheus.enabled")],
        ["alertmanager.alertmanagerSpec.image", unless("alertmanager.enabled")],
        ["grafana.image", unless("grafana.enabled")],
        ["grafana.sidecar.image", unless("grafana.enabled")],
        ["kube-state-metrics.image", unless("kubeStateMetrics.enabled")],
        ["prometheus-node-exporter.image", unless("nodeExporter.enabled")],
    ],
};

/** Images that a known chart uses, but that an addon's values don't name, by their paths in the values. */
export function unnamedImages({ chart, values }: Addon): string[] {
    return (known[chart] ?? []).flatMap(([path, isUsed]) =>
        isUsed(values) && typeof at(values, `${path}.repository`) !== "string" ? [path] : [],
    );
}
