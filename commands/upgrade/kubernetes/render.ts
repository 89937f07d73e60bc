import { type NodeGroup, nodeGroupsOf } from "../../../config/nodeGroups";
import type { Overlay } from "../../../config/workload/overlay";
import { eksVersions } from "../../../config/support";
import { listed } from "../../../config/rules/rule";
import { deployedFrom, section } from "../section";
import type { Step } from "../step";
import { withoutPlace } from "./capacity";
import { whileNodesRoll } from "./quorum";
import type { Situation } from "./situation";

/** The steps as text, and what the platform does while nodes are replaced. */
export async function render(situation: Situation, steps: readonly Step[]): Promise<string> {
    const { stack, facts, from, to, isWritten } = situation;
    const head = [
        `Kubernetes ${from} to ${to}: stack ${stack}, EKS cluster ${facts.cluster.name}`,
        ...(isWritten
            ? []
            : [
                  `Pulumi.${stack}.yaml has no cluster.version: ${from} is the default, which changes with this program.`,
              ]),
        ...(steps.length === 0
            ? ["Nothing is left to do."]
            : [
                  `${steps.length} ${steps.length === 1 ? "step is" : "steps are"} left, one minor version each. Wait until a step has taken effect before the next.`,
              ]),
        `EKS's standard support for ${to} ends on ${eksVersions[to].standard}.`,
    ];
    const places = { inTree: "git", branches: { tree: deployedFrom, stack: deployedFrom } };
    const shown = await Promise.all(steps.map((step, index) => section(step, index + 1, places)));
    const roll = steps.length > 0 ? [rolling(situation)] : [];
    return `${[head.join("\n"), ...roll, ...shown].join("\n\n")}\n`;
}

function rolling({ facts, overlay }: Situation): string {
    const groups = nodeGroupsOf(facts.cluster.nodes);
    if (groups.length === 0) {
        return "EKS Auto Mode replaces the nodes itself once the control plane is there, within the pods' disruption budgets.";
    }
    const title = `While nodes are replaced, ${groups.map(atOnce).join(", ")}:`;
    if (!overlay) return `${title}\n  gitops.checkout is none: what Git says of the platform is not read.`;
    const verdicts = whileNodesRoll(overlay.resources, groups).map(
        ({ component, holds, says }) => `  ${holds ? "ok" : "!!"} ${component} ${says}`,
    );
    return [
        title,
        ...verdicts,
        ...groups.map((group) => `  ${capacity(group, groups, facts.network, overlay)}`),
        `  Budgets as they are: kubectl -n ${facts.gitops.namespace} get poddisruptionbudgets; ALLOWED DISRUPTIONS has to be 1 or more.`,
    ].join("\n");
}

const atOnce = ({ name, maxUnavailable }: NodeGroup): string =>
    `${maxUnavailable} at once${name === undefined ? "" : ` of ${name}`}`;

/** Whether all pods have a place while a group has fewer nodes. */
function capacity(
    group: NodeGroup,
    groups: readonly NodeGroup[],
    network: Situation["facts"]["network"],
    { resources }: Overlay,
): string {
    const inZones = network?.source === "create" ? network.zones.length : (network?.privateSubnetIds?.length ?? 1);
    const nodes = groups.map((each) => ({
        group: each,
        count: each.desired * (each.perZone ? inZones : 1) - (each === group ? group.maxUnavailable : 0),
    }));
    const types = group.instanceTypes.join(" or ");
    const count = nodes.find((each) => each.group === group)?.count ?? 0;
    const left = `${count} ${count === 1 ? "node" : "nodes"} of ${group.name ?? types}`;
    const waiting = withoutPlace(resources, nodes);
    if (waiting === undefined)
        return `?? How large ${types} are is not known here: whether all pods fit on ${left} is not seen.`;
    if (waiting.length === 0) return `ok All pods fit with ${left}.`;
    // EKS starts the new nodes first, in the zones of the old ones
    // (https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html).
    return `!! With ${left} there is no place for ${listed([...new Set(waiting)])}: they wait for the new node, which EKS starts first, in the same zone.`;
}
