import { type Json, listOf, textOf } from "../../config/kustomize/json";
import { child } from "../../config/workload/platform";
import type { Room } from "./plan";

const binary = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const decimal = ["k", "M", "G", "T", "P", "E"];

/**
 * A quantity of Kubernetes as a number: `250m`, `2`, `1536Mi`, `1e3`
 * (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/); 0 for what is none.
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

export const roomOf = (resources: Json | undefined): Room => ({
    cpu: Math.round(quantityOf(child(resources, "cpu")) * 1000),
    memory: Math.round(quantityOf(child(resources, "memory")) / 1024 ** 2),
});

/** What the containers of a pod ask for together: what only has a limit asks for that. */
export function requestsOf(spec: Json): Room {
    const rooms = listOf(child(spec, "containers")).map((container) => {
        const resources = child(container, "resources");
        const [requests, limits] = ["requests", "limits"].map((field) => child(resources, field));
        return roomOf({
            cpu: child(requests, "cpu") ?? child(limits, "cpu") ?? 0,
            memory: child(requests, "memory") ?? child(limits, "memory") ?? 0,
        });
    });
    return {
        cpu: rooms.reduce((sum, { cpu }) => sum + cpu, 0),
        memory: rooms.reduce((sum, { memory }) => sum + memory, 0),
    };
}
