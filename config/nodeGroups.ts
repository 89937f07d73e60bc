import type { Settings } from "./schema";

type NodeSettings = Extract<Settings["cluster"], { source: "eks" }>["nodes"];
type GroupSettings = NodeSettings["groups"][string];

/** A managed node group, with all that it takes from `cluster.nodes`. */
export interface NodeGroup extends Pick<
    NodeSettings,
    "instanceTypes" | "capacityType" | "diskSize" | "desired" | "maxUnavailable" | "releaseVersion"
> {
    /** Its name below `cluster.nodes.groups`; undefined for the one group of a stack that names none. */
    name: string | undefined;
    /** Fewest and most nodes, in each zone where it is per zone. */
    min: number;
    max: number;
    labels: GroupSettings["labels"];
    taints: GroupSettings["taints"];
    /** Whether there is one of it in each zone. */
    perZone: boolean;
}

/** The node groups of a stack: those that it names, else one; none where EKS Auto Mode brings the nodes. */
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

/** The key of a group's setting: of its own where it says it, else of `cluster.nodes`, where it comes from. */
export function keyOf(nodes: NodeSettings, { name }: NodeGroup, key: keyof GroupSettings & keyof NodeSettings): string {
    const own = name === undefined ? undefined : nodes.groups[name]?.[key];
    return own === undefined ? `cluster.nodes.${key}` : `cluster.nodes.groups.${name}.${key}`;
}
