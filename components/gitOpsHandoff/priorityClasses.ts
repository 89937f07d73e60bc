import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Overlay } from "../../config/workload/overlay";
import { prioritiesOf, priorityOf } from "../../config/workload/priority";

/**
 * The PriorityClasses that the overlay's pods use. Git can't create them: they are cluster-scoped, and the AppProject
 * allows nothing cluster-scoped. The API server rejects a pod whose class doesn't exist.
 *
 * @param overlay undefined if it was not read: nothing is created then
 */
export function priorityClasses(
    name: string,
    namespace: string,
    overlay: Pick<Overlay, "resources"> | undefined,
    opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
    const asked = new Set(overlay?.resources.map(priorityOf));
    return prioritiesOf(namespace)
        .filter((priority) => asked.has(priority.name))
        .map(
            ({ name: className, ...fields }) =>
                new k8s.scheduling.v1.PriorityClass(
                    `${name}-priority-${className.slice(namespace.length + 1)}`,
                    { metadata: { name: className }, ...fields },
                    opts,
                ),
        );
}
