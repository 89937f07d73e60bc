import { isObject, type Json } from "../../../config/kustomize/json";
import { type Resource } from "../../../config/kustomize/resource";
import type { NodeGroup } from "../../../config/nodeGroups";
import { child, podRunners } from "../../../config/workload/platform";
import { quantityOf } from "../../../config/workload/quantity";
import { mayRunOn } from "./quorum";

/** What a pod asks for, or a node has. */
export interface Amount {
    /** CPUs. */
    cpu: number;
    /** GiB. */
    memory: number;
}

/** Nodes of one group. */
export interface Nodes {
    group: NodeGroup;
    count: number;
}

/** Which pods would have no node among these; undefined where the size of an instance type is not known here. */
export function withoutPlace(resources: readonly Resource[], nodes: readonly Nodes[]): string[] | undefined {
    const room = nodes.flatMap(({ group, count }) => {
        const sizes = group.instanceTypes.map(sizeOf);
        const known = sizes.filter((size) => size !== undefined);
        if (known.length < sizes.length) return [undefined];
        // A tenth of a node is the system's: reserved memory, the agents of network, volumes and identity
        // (https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html).
        const least = (of: keyof Amount) => Math.min(...known.map((size) => size[of])) * 0.9;
        const node = () => ({ group, cpu: least("cpu"), memory: least("memory"), has: new Set<string>() });
        return Array.from({ length: count }, node);
    });
    if (room.includes(undefined)) return undefined;
    const all = room.filter((node) => node !== undefined);
    // The largest first, each where there is most room left.
    const pods = podRunners(resources)
        .flatMap(podsOf)
        .sort((one, other) => other.memory - one.memory || other.cpu - one.cpu);
    return pods.flatMap(({ component, resource, isAlone, cpu, memory }) => {
        const node = all
            .filter((each) => each.cpu >= cpu && each.memory >= memory && !(isAlone && each.has.has(component)))
            .filter(({ group }) => mayRunOn(resource, group))
            .sort((one, other) => other.memory - one.memory)[0];
        if (!node) return [component];
        node.cpu -= cpu;
        node.memory -= memory;
        node.has.add(component);
        return [];
    });
}

interface Pod extends Amount {
    component: string;
    resource: Resource;
    /** Whether a node takes one alone of its component. */
    isAlone: boolean;
}

function podsOf(resource: Resource): Pod[] {
    const { kind, name, object } = resource;
    const spec = child(object, "spec");
    const amounts = child(child(spec, "podTemplate"), "resources");
    // Kubernetes takes the limit for what is not requested.
    const asked = { ...mapOf(child(amounts, "limits")), ...mapOf(child(amounts, "requests")) };
    const replicas = Number(child(spec, "replicas") ?? 1);
    const pod = {
        component: `${kind} ${name}`,
        resource,
        isAlone: child(spec, "oneReplicaPerNode") === true,
        cpu: quantityOf(asked.cpu),
        memory: quantityOf(asked.memory) / 2 ** 30,
    };
    return Array.from({ length: replicas }, () => pod);
}

const mapOf = (value: Json | undefined): Record<string, Json | undefined> => (isObject(value) ? value : {});

/** GiB for each vCPU of EC2's families (https://docs.aws.amazon.com/ec2/latest/instancetypes/). */
const memoryPerCpu: Record<string, number> = { c: 2, m: 4, r: 8 };

/** Of the families that memory follows CPUs in; undefined for others. */
function sizeOf(instanceType: string): Amount | undefined {
    const [, family = "", size = ""] = /^([a-z])\d+[a-z0-9-]*\.(\w+)$/.exec(instanceType) ?? [];
    const perCpu = memoryPerCpu[family];
    const times = /^(\d*)xlarge$/.exec(size)?.[1];
    const cpu = times === undefined ? { medium: 1, large: 2 }[size] : 4 * Number(times || 1);
    return perCpu === undefined || cpu === undefined ? undefined : { cpu, memory: cpu * perCpu };
}
