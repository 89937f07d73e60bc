import { firstOverlap, isOpen, isWithin, neverPublic } from "../cidr";
import { type Rule, refuse, rule } from "./rule";

/** "Public endpoint access CIDR ranges per cluster": https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html. */
const mostPublicBlocks = 40;

export const networkRules: Rule[] = [
    rule(["cluster.source"], ({ cluster, written }) =>
        cluster.source === "eks" || !written.has("network")
            ? []
            : [
                  refuse(
                      "network.source",
                      undefined,
                      `a network is set, but with cluster.source ${cluster.source} the cluster already has one`,
                      "pulumi config rm network, or set cluster.source to eks",
                  ),
              ],
    ),

    rule(["network.zones"], ({ network, region }) => {
        if (network?.source !== "create" || !region) return [];
        const elsewhere = network.zones.filter((zone) => !new RegExp(`^${region}[a-z]$`).test(zone));
        if (elsewhere.length === 0) return [];
        const here = network.zones.map((_, index) => region + "abc".charAt(index));
        return [
            refuse(
                "network.zones",
                network.zones,
                `${elsewhere.join(" and ")} ${elsewhere.length === 1 ? "is" : "are"} not in the region ${region} (aws:region)`,
                `use zones of ${region}, such as ${here.join(" and ")}, or change the region`,
            ),
        ];
    }),

    rule(["network.publicSubnetIds", "network.privateSubnetIds"], ({ network }) => {
        if (network?.source !== "existing") return [];
        const key = network.publicSubnetIds.length > 0 ? "network.publicSubnetIds" : "network.privateSubnetIds";
        const sets = [network.publicSubnetIds, network.privateSubnetIds];
        if (sets.every((ids) => ids.length === 0)) {
            return [refuse(key, [], "no subnets of the existing VPC are set")];
        }
        if (Math.max(...sets.map((ids) => ids.length)) < 2) {
            return [
                refuse(
                    key,
                    sets.flat(),
                    "has fewer than two subnets of either kind, and so fewer than two zones; EKS needs two",
                ),
            ];
        }
        const both = network.publicSubnetIds.filter((id) => network.privateSubnetIds.includes(id));
        return both.length === 0 ? [] : [refuse(key, both, "is listed both as public and as private")];
    }),

    rule(
        [
            "network.nat",
            "network.endpoints",
            "network.privateSubnetIds",
            "network.publicSubnetIds",
            "cluster.nodes.subnets",
        ],
        ({ network, cluster }) => {
            if (!network || cluster.source !== "eks") return [];
            const wanted = cluster.nodes.subnets;
            if (network.source === "existing") {
                const ids = wanted === "public" ? network.publicSubnetIds : network.privateSubnetIds;
                if (!wanted || ids.length >= 2) return [];
                return [
                    refuse(
                        "cluster.nodes.subnets",
                        wanted,
                        `${ids.length} ${wanted} subnets of the existing VPC are set; nodes need two`,
                        `list two ids in network.${wanted}SubnetIds`,
                    ),
                ];
            }
            if (wanted !== "private" || network.nat !== "none" || network.endpoints) return [];
            return [
                refuse(
                    "network.nat",
                    "none",
                    "private nodes (cluster.nodes.subnets) without NAT and without endpoints have no connection to AWS, and never join the cluster",
                    "set network.endpoints to true (and mirrors.images), network.nat to single, or cluster.nodes.subnets to public",
                ),
            ];
        },
    ),

    rule(["cluster.publicAccessCidrs"], ({ cluster }) => {
        if (cluster.source !== "eks") return [];
        const blocks = cluster.publicAccessCidrs;
        if (blocks.length > mostPublicBlocks) {
            return [
                refuse(
                    "cluster.publicAccessCidrs",
                    `${blocks.length} blocks`,
                    `is more than ${mostPublicBlocks}, EKS's quota, which cannot be raised`,
                    "combine neighbouring blocks into wider ones",
                ),
            ];
        }
        const reserved = blocks.filter((block) => neverPublic.some((other) => isWithin(block, other)));
        if (reserved.length === 0) return overlaps("cluster.publicAccessCidrs", blocks);
        return [
            refuse(
                "cluster.publicAccessCidrs",
                reserved,
                "is never used on the internet, and EKS rejects it when it creates the cluster, after the VPC",
                "use the public addresses from which you access the internet (curl https://checkip.amazonaws.com), or set the list to [] and connect from inside the VPC",
            ),
        ];
    }),
    rule(["cluster.privateAccessCidrs", "cluster.publicAccessCidrs"], ({ cluster }) => {
        if (cluster.source !== "eks") return [];
        const key = "cluster.privateAccessCidrs";
        const blocks = cluster.privateAccessCidrs;
        if (blocks.length === 0 && cluster.publicAccessCidrs.length === 0) {
            return [
                refuse(
                    key,
                    blocks,
                    "is empty, and so is cluster.publicAccessCidrs: only nodes and pods could reach the cluster's API, and this program could not",
                    "add the addresses, in the VPC or connected to it, of the machine that runs pulumi: pulumi config set --path 'cluster.privateAccessCidrs[0]' 10.0.0.0/16",
                ),
            ];
        }
        const open = blocks.filter((block) => isOpen(block));
        if (open.length === 0) return overlaps(key, blocks);
        return [refuse(key, open, "is wider than any company's network", "list only the blocks that need access")];
    }),
    rule(["argocd.sourceRanges"], ({ argocd }) => overlaps("argocd.sourceRanges", argocd.sourceRanges)),
];

function overlaps(key: string, blocks: readonly string[]) {
    const pair = firstOverlap(blocks);
    return pair ? [refuse(key, blocks, `${pair[0]} and ${pair[1]} overlap`, "keep the wider of the two")] : [];
}
