import { compareMinor, type EksVersion, eksVersionNames, eksVersions } from "../../../config/support";
import { nothing, type Step, type Wait } from "../step";
import type { Situation } from "./situation";

/**
 * One step for each minor version: EKS skips none
 * (https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html).
 */
export function plan(situation: Situation): Step[] {
    const { from, to } = situation;
    const versions = eksVersionNames.filter(
        (version) => compareMinor(version, from) > 0 && compareMinor(version, to) <= 0,
    );
    return versions.map((version, index) => step(situation, versions[index - 1] ?? from, version));
}

function step(situation: Situation, before: EksVersion, version: EksVersion): Step {
    const { stack, facts } = situation;
    const { name } = facts.cluster;
    return {
        ...nothing,
        title: `Kubernetes ${before} to ${version}`,
        why:
            "One `pulumi up` moves the control plane, the network add-on and kube-proxy, the nodes, CoreDNS, and the add-ons of volumes, in this order. " +
            "Nodes are replaced within the pods' disruption budgets. There is no way back.",
        done: false,
        byHand: pins(situation, version),
        writes: [
            `pulumi config set --path cluster.version ${version} --stack ${stack}`,
            ...policy(situation, before, version),
        ],
        files: [`Pulumi.${stack}.yaml`],
        message: `Upgrade Kubernetes to ${version}`,
        runs: [
            // What EKS has seen of removed APIs and of versions that are too far apart.
            `aws eks list-insights --cluster-name ${name}${inRegion(situation)} --filter categories=UPGRADE_READINESS`,
            `pulumi preview --stack ${stack}`,
            `pulumi up --stack ${stack}`,
        ],
        waits: waits(situation, version),
    };
}

const inRegion = ({ facts }: Situation): string => (facts.region ? ` --region ${facts.region}` : "");

/** On the way through versions that have left standard support, EKS has to be told to let them be. */
function policy({ stack, facts }: Situation, before: EksVersion, version: EksVersion): string[] {
    if (facts.cluster.upgradePolicy === "EXTENDED") return [];
    const isPast = (one: EksVersion): boolean => facts.today > eksVersions[one].standard;
    const wasSet = isPast(before) && before !== facts.cluster.version;
    if (isPast(version) === wasSet) return [];
    return isPast(version)
        ? [`pulumi config set --path cluster.upgradePolicy EXTENDED --stack ${stack}`]
        : [`pulumi config rm --path cluster.upgradePolicy --stack ${stack}`];
}

/** What is pinned to an earlier version, and would be refused or left behind. */
function pins({ stack, facts }: Situation, version: EksVersion): string[] {
    const { addonVersions, nodes } = facts.cluster;
    const addons = Object.entries(addonVersions).flatMap(([addon, pinned]) =>
        pinned === undefined
            ? []
            : [
                  `cluster.addonVersions pins ${addon} to ${pinned}: see what ${version} takes with aws eks describe-addon-versions --kubernetes-version ${version} --addon-name ${addon}, and pin that.`,
              ],
    );
    const image = nodes.releaseVersion;
    return [
        ...addons,
        ...(image && !image.startsWith(`${version}.`)
            ? [
                  `cluster.nodes.releaseVersion is ${image}: pulumi config rm --path cluster.nodes.releaseVersion --stack ${stack}, or an image of ${version}.`,
              ]
            : []),
    ];
}

function waits(situation: Situation, version: EksVersion): Wait[] {
    const { facts, overlay } = situation;
    const { cluster, gitops } = facts;
    const kafka = overlay?.resources.find(({ kind }) => kind === "Kafka");
    return [
        {
            command: `aws eks describe-cluster --name ${cluster.name}${inRegion(situation)} --query "cluster.[version,status]" --output text`,
            until: `it says ${version} ACTIVE`,
        },
        { command: "kubectl get nodes", until: `every node is Ready and of v${version}` },
        { command: `kubectl -n ${gitops.namespace} get pods`, until: "every pod is Running and ready" },
        ...(kafka
            ? [
                  {
                      command: `kubectl -n ${gitops.namespace} exec ${kafka.name}-0 -- kafka-topics --bootstrap-server ${kafka.name}:9071 --describe --under-replicated-partitions`,
                      until: "it lists no partition; where the listener wants TLS or a login, give it --command-config",
                  },
              ]
            : []),
    ];
}
