import type { Settings } from "./schema";

type NodeSettings = Extract<Settings["cluster"], { source: "eks" }>["nodes"];
type GroupSettings = NodeSettings["groups"][string];

/** A managed node group, with everything that it inherits from `cluster.nodes`. */
export interface NodeGroup extends Pick<
    NodeSettings,
    "instanceTypes" | "capacityType" | "diskSize" | "desired" | "maxUnavailable" | "releaseVersion"
> {
    /** Its name in `cluster.nodes.groups`; undefined for the only group of a stack that names none. */
    name: string | undefined;
    /** Minimum and maximum number of nodes, for each zone if it is per zone. */
    min: number;
    max: number;
    labels: GroupSettings["labels"];
    taints: GroupSettings["taints"];
    /** Whether there is one such group in each zone. */
    perZone: boolean;
}

/**
 * The node groups of a stack: the ones that it names, otherwise a single one; none if EKS Auto Mode provides the nodes.
 */
export function nodeGroupsOf(nodes: NodeSettings): NodeGroup[] {
    const { groups, ...shared } = nodes;
    if (nodes.scaling === "autoMode") return [];
    const named = Object.entries(groups);
    const none = { labels: {}, taints: [], perZone: false };
    if (named.length === 0) return [groupOf(undefined, shared, none)];
    return named.map(([name, own]) => groupOf(name, shared, own));
}

function groupOf(
    name: string | undefined,
    shared: Omit<NodeSettings, "groups">,
    own: Partial<GroupSettings> & Pick<GroupSettings, "labels" | "taints" | "perZone">,
): NodeGroup {
    const desired = own.desired ?? shared.desired;
    return {
        name,
        instanceTypes: own.instanceTypes ?? shared.instanceTypes,
        capacityType: own.capacityType ?? shared.capacityType,
        diskSize: own.diskSize ?? shared.diskSize,
        releaseVersion: own.releaseVersion ?? shared.releaseVersion,
        maxUnavailable: own.maxUnavailable ?? shared.maxUnavailable,
        desired,
        min: own.min ?? shared.min ?? desired,
        max: own.max ?? shared.max ?? desired,
        labels: own.labels,
        taints: own.taints,
        perZone: own.perZone,
    };
}

/** Whether the stack installs the Cluster Autoscaler. */
export const hasAutoscaler = ({ cluster }: Pick<Settings, "cluster">): boolean =>
    cluster.source === "eks" && cluster.nodes.scaling === "clusterAutoscaler";

/**
 * The key of a group's setting: the group's own if it is set there, otherwise the one in `cluster.nodes` that it comes
 * from.
 */
export function keyOf(nodes: NodeSettings, { name }: NodeGroup, key: keyof GroupSettings & keyof NodeSettings): string {
    const own = name === undefined ? undefined : nodes.groups[name]?.[key];
    return own === undefined ? `cluster.nodes.${key}` : `cluster.nodes.groups.${name}.${key}`;
}
