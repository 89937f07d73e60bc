import type * as pulumi from "@pulumi/pulumi";
import type { ClusterSettings } from "../../config/schema";

/**
 * Whether whatever holds data, or whose deletion would delete everything else, is protected from accidental deletion.
 */
export function isProtected(cluster: ClusterSettings): boolean {
    return cluster.source === "eks" && cluster.deletionProtection;
}

/**
 * Unprotects the children of these types in a protected remote component. They inherit `protect` from it, and the stack
 * could otherwise not delete them while it is on.
 *
 * @param types type tokens, such as `aws:eks/accessEntry:AccessEntry`
 */
export function freed(types: readonly string[]): pulumi.ResourceTransform {
    return ({ type, props, opts }) => (types.includes(type) ? { props, opts: { ...opts, protect: false } } : undefined);
}
