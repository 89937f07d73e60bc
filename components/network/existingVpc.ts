import * as aws from "@pulumi/aws";
import type { Config } from "../../config";
import { ConfigurationError, type Problem } from "../../config/problems";
import { refuse } from "../../config/rules/rule";
import type { NetworkSettings } from "../../config/schema";
import { zonesWithoutEks } from "../../config/aws/zones";

type ExistingSettings = Extract<NetworkSettings, { source: "existing" }>;

/**
 * Asks AWS for the zones of an existing VPC's subnets, and whether EKS accepts them.
 *
 * @returns zones by subnet; none for a VPC that is created
 * @throws ConfigurationError if a kind of subnets is in fewer than two zones, or not in that VPC; if nodes would get no
 * public address; or if the VPC doesn't resolve names: otherwise, all of it would show only once the cluster exists
 */
export async function existingZones({
    network,
    cluster,
}: Pick<Config, "network" | "cluster">): Promise<Record<string, string>> {
    if (network?.source !== "existing") return {};
    const found = await Promise.all([
        namesProblems(network),
        ...(["publicSubnetIds", "privateSubnetIds"] as const).map(async (kind) => {
            const subnets = await Promise.all(network[kind].map((id) => aws.ec2.getSubnet({ id })));
            const withNodes = kind === "publicSubnetIds" && hasPublicNodes(network, cluster);
            return { subnets, problems: problemsOf(network, kind, subnets, withNodes) };
        }),
    ]);
    const problems = found.flatMap((kind) => kind.problems);
    if (problems.length > 0) throw new ConfigurationError(problems);
    const subnets = found.flatMap((kind) => kind.subnets);
    return Object.fromEntries(subnets.map(({ id, availabilityZone }) => [id, availabilityZone]));
}

const hasPublicNodes = ({ privateSubnetIds }: ExistingSettings, cluster: Config["cluster"]): boolean =>
    cluster.source === "eks" &&
    (cluster.nodes.subnets === undefined ? privateSubnetIds.length === 0 : cluster.nodes.subnets === "public");

/**
 * Nodes find the private endpoint only through its name
 * (https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html).
 */
async function namesProblems({ vpcId: id }: ExistingSettings) {
    const { enableDnsSupport, enableDnsHostnames } = await aws.ec2.getVpc({ id });
    const off = Object.entries({ enableDnsSupport, enableDnsHostnames }).flatMap(([name, isOn]) =>
        isOn ? [] : [name],
    );
    const fix = off.map((name) => `aws ec2 modify-vpc-attribute --vpc-id ${id} --${kebab(name)} '{"Value":true}'`);
    const reason = `has ${off.join(" and ")} turned off: nodes could not find the cluster's API, and none would join`;
    return { subnets: [], problems: off.length === 0 ? [] : [refuse("network.vpcId", id, reason, fix.join(" && "))] };
}

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function problemsOf(
    network: ExistingSettings,
    kind: "publicSubnetIds" | "privateSubnetIds",
    subnets: readonly aws.ec2.GetSubnetResult[],
    withNodes: boolean,
): Problem[] {
    const key = `network.${kind}`;
    const strangers = subnets.filter(({ vpcId }) => vpcId !== network.vpcId).map(({ id }) => id);
    if (strangers.length > 0) return [refuse(key, strangers, `not in network.vpcId, ${network.vpcId}`)];
    const without = subnets.filter(({ availabilityZoneId }) => zonesWithoutEks.includes(availabilityZoneId));
    if (without.length > 0) {
        const reason = `in ${[...new Set(without.map(({ availabilityZoneId }) => availabilityZoneId))].join()}, where EKS cannot place a control plane`;
        const fix = "list subnets in other zones";
        return [
            refuse(
                key,
                without.map(({ id }) => id),
                reason,
                fix,
            ),
        ];
    }
    const zones = new Set(subnets.map(({ availabilityZone }) => availabilityZone));
    if (zones.size === 1) {
        const reason = `all in ${[...zones].join()}; EKS needs two zones`;
        return [refuse(key, network[kind], reason, "add a subnet in another zone")];
    }
    const closed = subnets.filter(({ mapPublicIpOnLaunch }) => !mapPublicIpOnLaunch).map(({ id }) => id);
    if (!withNodes || closed.length === 0) return [];
    // https://github.com/aws/containers-roadmap/issues/607
    const reason = "does not give instances public addresses, and EKS creates no nodes in such a public subnet";
    const fix = closed.map((id) => `aws ec2 modify-subnet-attribute --subnet-id ${id} --map-public-ip-on-launch`);
    return [refuse(key, closed, reason, `${fix.join(" && ")}, or network.privateSubnetIds for the nodes`)];
}
