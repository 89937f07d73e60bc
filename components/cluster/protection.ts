import type * as pulumi from "@pulumi/pulumi";
import type { ClusterSettings } from "../../config/schema";

/** Whether what holds data, and what takes all else with it, is kept from deletion by mistake. */
export function isProtected(cluster: ClusterSettings): boolean {
    return cluster.source === "eks" && cluster.deletionProtection;
}

/**
 * Frees the children of these types of a protected remote component: they take `protect` on from it, and the stack could
 * not take them away any more while it is on.
 *
 * @param types type tokens, such as `aws:eks/accessEntry:AccessEntry`
 */
export function freed(types: readonly string[]): pulumi.ResourceTransform {
    return ({ type, props, opts }) => (types.includes(type) ? { props, opts: { ...opts, protect: false } } : undefined);
}
