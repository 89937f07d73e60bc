import { type InstanceSize, instanceSizeOf, kubernetesArchitectureOf } from "../aws/instanceTypes";
import type { NodeGroup } from "../nodeGroups";
import { taintsOf } from "../workload/placement";
import { type NodePlan, typeLabel, zoneLabel } from "./plan";

/** A node of an instance type, with nothing said of it but that. */
export function nodeOf(name: string, { type, cpu, memory, allocatable }: InstanceSize, zone: string): NodePlan {
    const architecture = kubernetesArchitectureOf(type);
    return { name, type, zone, architecture, capacity: { cpu, memory }, allocatable, labels: {}, taints: [] };
}

/**
 * The nodes of node groups: the desired number, or the most where an autoscaler adds some, in each zone or over all of them.
 *
 * @param zones of the network
 * @param sizeOf what a node of a group has; undefined where that isn't known
 * @returns undefined where a group's size isn't known
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
 * The most that the nodes of groups can turn out to be: of each of a group's types the largest figures, and in whichever zones
 * it pleases EC2, where a group isn't for one.
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
