import { instanceFamilies, type InstanceSize, instanceSizeOf } from "../../config/aws/instanceTypes";
import { BadUsage, UsageError } from "../../base/error";
import { project } from "../../base/checkout";
import { nodesOfGroups, nodeOf } from "../../config/capacity/nodes";
import type { NodePlan } from "../../config/capacity/plan";
import { nodeGroupsOf } from "../../config/nodeGroups";
import { groups as schemas } from "../../config/schema";
import { readStackFile } from "../../config/stackFile";
import { didYouMean } from "../frame/nearest";

/** What the stack eks makes. */
const usual = "3xm5.xlarge";

/** Names of zones, where nothing says which they are. */
const someZones = ["zone-a", "zone-b", "zone-c"];

/** More nodes than an overlay of this kind is for. */
const most = 100;

/**
 * The nodes that are asked about.
 *
 * @param list as `3xm6i.xlarge,2xc7g.large`: each type's nodes are spread over three zones
 * @throws BadUsage for a list or type that is not known; UsageError where a stack does not say what its nodes are
 */
export function nodesOf({ list, stack }: { list?: string; stack?: string }): NodePlan[] {
    if (list !== undefined || stack === undefined) return listed(list ?? usual);
    const file = readStackFile(stack).config;
    const cluster = schemas.cluster.safeParse(file[`${project}:cluster`] ?? {});
    const network = schemas.network.safeParse(file[`${project}:network`] ?? {});
    if (!cluster.success) {
        throw new UsageError(
            `cluster of the stack ${stack} is not right: npm run preview -- --stack ${stack} says why.`,
        );
    }
    const groups = cluster.data.source === "eks" ? nodeGroupsOf(cluster.data.nodes) : [];
    if (groups.length === 0) {
        throw new UsageError(
            `The stack ${stack} makes no nodes of its own: say which the cluster has, by --nodes 3xm5.xlarge.`,
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

/** @throws BadUsage for an instance type that the table does not have */
function sizeOf(type: string): InstanceSize {
    const size = instanceSizeOf(type);
    if (!size) {
        const family = type.split(".")[0] ?? "";
        const hint = instanceFamilies.includes(family)
            ? `${family} has no such size.`
            : didYouMean(family, instanceFamilies);
        throw new BadUsage(
            `${type} is not an EC2 instance type that is known here: general, compute, memory and storage types without GPUs are. ${hint}`.trim(),
        );
    }
    return size;
}
