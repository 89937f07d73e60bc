import { type Json, listOf } from "../../config/kustomize/json";
import { child } from "../../config/workload/platform";
import { quantityOf } from "../../config/workload/quantity";
import type { Room } from "./plan";

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
