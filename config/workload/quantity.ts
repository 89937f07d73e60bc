import { type Json, textOf } from "../kustomize/json";

const binary = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const decimal = ["k", "M", "G", "T", "P", "E"];

/**
 * A Kubernetes quantity as a number: `250m`, `2`, `1536Mi`, `1e3`
 * (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/); 0 if it isn't one.
 */
export function quantityOf(value: Json | undefined): number {
    const [, number, unit = ""] =
        /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(typeof value === "number" ? String(value) : textOf(value)) ??
        [];
    if (number === undefined) return 0;
    if (unit === "m") return Number(number) / 1000;
    if (binary.includes(unit)) return Number(number) * 1024 ** (binary.indexOf(unit) + 1);
    return Number(number) * 1000 ** (decimal.indexOf(unit) + 1);
}
