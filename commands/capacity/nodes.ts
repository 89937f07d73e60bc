import { instanceFamilies, type InstanceSize, instanceSizeOf } from "../../config/aws/instanceTypes";
import { BadUsage, UsageError } from "../../base/error";
import { project } from "../../base/checkout";
import { nodesOfGroups, nodeOf } from "../../config/capacity/nodes";
import type { NodePlan } from "../../config/capacity/plan";
import { nodeGroupsOf } from "../../config/nodeGroups";
import { groups as schemas } from "../../config/schema";
import { readStackFile } from "../../config/stackFile";
import { didYouMean } from "../frame/nearest";

/** The nodes that the stack eks creates. */
const usual = "3xm5.xlarge";

/** Names of zones, if nothing else names them. */
const someZones = ["zone-a", "zone-b", "zone-c"];

/** The most nodes; an overlay of this kind doesn't need more. */
const most = 100;

/**
 * The nodes to place pods on.
 *
 * @param list such as `3xm6i.xlarge,2xc7g.large`: the nodes of each type are spread over three zones
 * @throws BadUsage for an invalid list or an unknown type; UsageError if a stack doesn't determine its nodes
 */
export function nodesOf({ list, stack }: { list?: string; stack?: string }): NodePlan[] {
    if (list !== undefined || stack === undefined) return listed(list ?? usual);
    const file = readStackFile(stack).config;
    const cluster = schemas.cluster.safeParse(file[`${project}:cluster`] ?? {});
    const network = schemas.network.safeParse(file[`${project}:network`] ?? {});
    if (!cluster.success) {
        throw new UsageError(`cluster of the stack ${stack} is invalid: npm run preview -- --stack ${stack} says why.`);
    }
    const groups = cluster.data.source === "eks" ? nodeGroupsOf(cluster.data.nodes) : [];
    if (groups.length === 0) {
        throw new UsageError(
            `The stack ${stack} creates no nodes: pass the cluster's nodes, such as --nodes 3xm5.xlarge.`,
        );
    }
    const said = network.success && "zones" in network.data ? network.data.zones : undefined;
    const zones = Array.isArray(said) && said.length > 0 ? said : someZones;
    const nodes = nodesOfGroups(groups, zones, ({ instanceTypes: [type = ""] }) => sizeOf(type));
    return nodes ?? [];
}

function listed(list: string): NodePlan[] {
    const found = list.split(",").map((entry) => {
        const [, count, type = ""] = /^\s*(\d+)x([a-z0-9.-]+)\s*$/.exec(entry) ?? [];
        if (count === undefined || Number(count) < 1 || Number(count) > most) {
            throw new BadUsage(
                `--nodes takes numbers from 1 to ${most} and instance types, such as 3xm6i.xlarge,2xc7g.large, not ${entry.trim()}.`,
            );
        }
        return { count: Number(count), type };
    });
    const plans = found.flatMap(({ count, type }) =>
        Array.from({ length: count }, (_, index) => ({ type, zone: someZones[index % someZones.length] ?? "" })),
    );
    return plans.map(({ type, zone }, index) => nodeOf(`${type}-${index + 1}`, sizeOf(type), zone));
}

/** @throws BadUsage for an instance type that is not in the table */
function sizeOf(type: string): InstanceSize {
    const size = instanceSizeOf(type);
    if (!size) {
        const family = type.split(".")[0] ?? "";
        const hint = instanceFamilies.includes(family)
            ? `${family} has no such size.`
            : didYouMean(family, instanceFamilies);
        throw new BadUsage(
            `${type} is not a known EC2 instance type: this command knows general, compute, memory and storage types without GPUs. ${hint}`.trim(),
        );
    }
    return size;
}
