import { isOpen, isWithin, neverPublic, overlap, parseBlock } from "./cidr";
import { cutLine } from "./repository/knownHosts";
import { doubtfulAppKey, doubtfulSshKey } from "./repository/privateKey";
import { parseRepositoryUrl } from "./repository/repositoryUrl";
import type { Facts } from "./rules/rule";
import type { ClusterSettings } from "./schema";
import type { BuildOptions } from "./kustomize/options";
import type { Found } from "./kustomize/tool";
import { eksVersions } from "./support";

type EksSettings = Extract<ClusterSettings, { source: "eks" }>;

/** Blocks that no machine on the internet uses, reserved for documentation (RFC 5737). */
const documentation = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"];

/**
 * Reports that only the program's own reader reads overlays, although there is a tool that seems able to render them.
 */
export function warningsAboutKustomize({ kustomize, passedOver: [first] }: Found): string[] {
    if (kustomize || !first) return [];
    return [
        `${first.path} contains Kustomize ${first.version}, which renders differently from Argo CD's: the program reads the overlay by itself. Install kustomize 5.4 or later, or kubectl 1.31 or later, on your PATH.`,
    ];
}

/** Reports that Argo CD passes more options to Kustomize than the preview does. */
export function warningsAboutBuildOptions({ left }: BuildOptions): string[] {
    if (left.length === 0) return [];
    return [
        `argocd.values has ${left.join(", ")} in kustomize.buildOptions, which this program does not pass to Kustomize: what it checked may differ from what Argo CD renders.`,
    ];
}

/** Keys that have the right form, but that Argo CD most likely can't read. */
export function warningsAboutKeys({ gitops, argocd, secrets }: Facts): string[] {
    const url = parseRepositoryUrl(gitops.repository);
    const { repositorySshKey: sshKey = "", repositoryAppKey: appKey = "" } = secrets;
    const doubts = { repositorySshKey: doubtfulSshKey(sshKey), repositoryAppKey: doubtfulAppKey(appKey) };
    const warnings = Object.entries(doubts).flatMap(([key, doubt]) => (doubt ? [`${key} ${doubt}.`] : []));
    const cut = cutLine(gitops.knownHosts ?? "");
    if (cut !== undefined) {
        warnings.push(
            `gitops.knownHosts has a key in line ${cut} that is cut short, and Argo CD then ignores all of the lines: use the complete output of ssh-keyscan.`,
        );
    }
    if (url?.kind === "ssh" && url.host.includes(":") && argocd.install === "helm") {
        warnings.push(
            `gitops.repository has an IPv6 address, which Argo CD's Git cannot connect to over SSH ("missing port in address"): use the server's name.`,
        );
    }
    return warnings;
}

/** What works, but most likely not as the user hopes. */
export function warningsAbout({ cluster, network, today }: Facts): string[] {
    if (cluster.source !== "eks") return [];
    const warnings = warningsAboutSupport(cluster, today);
    for (const block of cluster.publicAccessCidrs) {
        const parsed = parseBlock(block);
        if (
            parsed &&
            documentation.some((other) => overlap(parsed, parseBlock(other) ?? parsed) && parsed.prefix >= 24)
        ) {
            warnings.push(
                `cluster.publicAccessCidrs ${block} is a block reserved for examples: use your own addresses, otherwise nothing outside the VPC can reach the cluster, including this program.`,
            );
        }
        const inside = neverPublic.find((other) => parsed && parsed.prefix > 0 && isWithin(other, block));
        if (inside && inside !== block) {
            warnings.push(
                `cluster.publicAccessCidrs ${block} contains ${inside}, which is never used on the internet: EKS accepts no reserved addresses, and may reject it.`,
            );
        }
        if (parsed && isOpen(block)) {
            warnings.push(`cluster.publicAccessCidrs ${block} opens the cluster's API to the world.`);
        }
    }
    if (network?.source === "create" && isWithin(network.cidr, "172.17.0.0/16")) {
        warnings.push(
            `network.cidr ${network.cidr} is within 172.17.0.0/16, which Docker and some AWS services use: choose another block (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html).`,
        );
    }
    if (network?.source === "create" && network.zones.includes("us-east-1e")) {
        warnings.push(
            "network.zones us-east-1e is, in most accounts, the zone use1-az3, where EKS cannot place a control plane (UnsupportedAvailabilityZoneException): choose another, unless `aws ec2 describe-availability-zones` shows that this does not apply to your account.",
        );
    }
    if (network?.source === "create" && network.nat === "none" && !network.endpoints) {
        warnings.push(
            "network.nat none without endpoints: the nodes are in the public subnets, with public addresses.",
        );
    }
    return warnings;
}

/** How many days before the end of standard support the warning begins. */
const notice = 60;

function warningsAboutSupport(
    { version, upgradePolicy }: Pick<EksSettings, "version" | "upgradePolicy">,
    today: string,
): string[] {
    const { standard, extended } = eksVersions[version];
    const next = "npm run upgrade -- --stack NAME --kubernetes VERSION";
    if (upgradePolicy === "EXTENDED" && today > standard) {
        return [
            `cluster.version ${version} left EKS's standard support on ${standard}: the control plane costs six times as much until ${extended}; then EKS upgrades it by itself. To upgrade it yourself: ${next}`,
        ];
    }
    const days = (Date.parse(standard) - Date.parse(today)) / 86_400_000;
    if (upgradePolicy === "EXTENDED" || days > notice) return [];
    return [
        `cluster.version ${version} leaves EKS's standard support on ${standard}, and EKS then upgrades the cluster by itself (cluster.upgradePolicy STANDARD). To upgrade it yourself: ${next}`,
    ];
}
