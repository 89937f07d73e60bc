import { type Json, listOf } from "../kustomize/json";
import { child } from "../workload/platform";
import { quantityOf } from "../workload/quantity";
import type { Room } from "./plan";

/** CPU and memory as specified, including fractions of a MiB. */
export const roomOf = (resources: Json | undefined): Room => ({
    cpu: Math.round(quantityOf(child(resources, "cpu")) * 1000),
    memory: quantityOf(child(resources, "memory")) / 1024 ** 2,
});

const none: Room = { cpu: 0, memory: 0 };
const plus = (one: Room, other: Room): Room => ({ cpu: one.cpu + other.cpu, memory: one.memory + other.memory });
const most = (one: Room, other: Room): Room => ({
    cpu: Math.max(one.cpu, other.cpu),
    memory: Math.max(one.memory, other.memory),
});

/** A container's requests. A resource with only a limit requests that limit. */
function ofContainer(container: Json): Room {
    const resources = child(container, "resources");
    const [requests, limits] = ["requests", "limits"].map((field) => child(resources, field));
    return roomOf({
        cpu: child(requests, "cpu") ?? child(limits, "cpu") ?? 0,
        memory: child(requests, "memory") ?? child(limits, "memory") ?? 0,
    });
}

/**
 * A pod's requests, as the scheduler counts them: the sum of its containers, or more if an init container, with the
 * sidecars that are running by then, needs more (PodRequests in k8s.io/component-helpers/resource).
 */
export function requestsOf(spec: Json): Room {
    const containers = listOf(child(spec, "containers")).map(ofContainer).reduce(plus, none);
    let sidecars = none;
    let initial = none;
    for (const container of listOf(child(spec, "initContainers"))) {
        const own = ofContainer(container);
        if (child(container, "restartPolicy") === "Always") {
            sidecars = plus(sidecars, own);
            initial = most(initial, sidecars);
        } else initial = most(initial, plus(sidecars, own));
    }
    return most(plus(containers, sidecars), initial);
}
