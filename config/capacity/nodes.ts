import { type InstanceSize, instanceSizeOf, kubernetesArchitectureOf } from "../aws/instanceTypes";
import type { NodeGroup } from "../nodeGroups";
import { taintsOf } from "../workload/placement";
import { type NodePlan, typeLabel, zoneLabel } from "./plan";

/** A node of an instance type, without any other properties. */
export function nodeOf(name: string, { type, cpu, memory, allocatable }: InstanceSize, zone: string): NodePlan {
    const architecture = kubernetesArchitectureOf(type);
    return { name, type, zone, architecture, capacity: { cpu, memory }, allocatable, labels: {}, taints: [] };
}

/**
 * The nodes of node groups: the desired number, or the maximum if an autoscaler adds nodes, in each zone or across all of
 * them.
 *
 * @param zones of the network
 * @param sizeOf the resources of a group's node; undefined if they are unknown
 * @returns undefined if a group's size is unknown
 */
export function nodesOfGroups(
    groups: readonly NodeGroup[],
    zones: readonly string[],
    sizeOf: (group: NodeGroup) => InstanceSize | undefined,
): NodePlan[] | undefined {
    const all = groups.map((group) => {
        const size = sizeOf(group);
        return size && ofGroup(group, zones, size);
    });
    return all.every((nodes) => nodes !== undefined) ? all.flat() : undefined;
}

function ofGroup(group: NodeGroup, zones: readonly string[], size: InstanceSize): NodePlan[] {
    const { name, instanceTypes, desired, max, perZone, labels, capacityType } = group;
    const count = Math.max(desired, max);
    const places = perZone
        ? zones.flatMap((zone) => Array.from({ length: count }, () => zone))
        : Array.from({ length: count }, (_, index) => zones[index % zones.length] ?? "");
    return places.map((zone, index) => ({
        ...nodeOf(`${name ?? instanceTypes[0]}-${index + 1}`, size, zone),
        labels: { "eks.amazonaws.com/capacityType": capacityType, ...labels },
        taints: taintsOf(group),
    }));
}

/**
 * The most resources that the nodes of groups can have: the largest figures of each group's types, in whichever zones EC2
 * chooses, if a group isn't limited to one.
 */
export function mostOfGroups(groups: readonly NodeGroup[], zones: readonly string[]): NodePlan[] | undefined {
    const nodes = nodesOfGroups(groups, zones, ({ instanceTypes }) => largestOf(instanceTypes));
    const arePerZone = groups.every(({ perZone }) => perZone);
    const unsure = [typeLabel, ...(arePerZone ? [] : [zoneLabel])];
    return nodes?.map((node) => ({ ...node, unsure }));
}

function largestOf(types: readonly string[]): InstanceSize | undefined {
    const sizes = types.map((type) => instanceSizeOf(type, "most"));
    if (!sizes.every((size) => size !== undefined)) return undefined;
    return sizes.reduce((one, other) => ({
        type: one.type,
        cpu: Math.max(one.cpu, other.cpu),
        memory: Math.max(one.memory, other.memory),
        allocatable: {
            cpu: Math.max(one.allocatable.cpu, other.allocatable.cpu),
            memory: Math.max(one.allocatable.memory, other.allocatable.memory),
            pods: Math.max(one.allocatable.pods, other.allocatable.pods),
        },
    }));
}
