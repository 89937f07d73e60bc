import type { JsonObject } from "../kustomize/json";
import { at } from "./security/nodes";
import type { Addon } from "./addons";

/** An image of a chart, by its path in the values, and whether the chart uses it with these values. */
type ChartImage = readonly [path: string, isUsed: (values: JsonObject) => boolean];

const always = (): boolean => true;
/** Used unless a value of the chart's turns it off. */
const unless =
    (path: string) =>
    (values: JsonObject): boolean =>
        at(values, path) !== false;

/** The images of charts that the addons use, as the values.yaml of each has them (the link at the top of each file in gitops/addons). */
const known: Readonly<Record<string, readonly ChartImage[]>> = {
    "cert-manager": [
        ["image", always],
        // Named in an argument of the controller's.
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
};

/** Images that a known chart uses and an addon's values do not name, by their paths in the values. */
export function unnamedImages({ chart, values }: Addon): string[] {
    return (known[chart] ?? []).flatMap(([path, isUsed]) =>
        isUsed(values) && typeof at(values, `${path}.repository`) !== "string" ? [path] : [],
    );
}
