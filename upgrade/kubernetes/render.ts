import { eksVersions } from "../../config/support";
import { listed } from "../../config/rules/rule";
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
    const { nodes } = facts.cluster;
    const { maxUnavailable: atOnce, desired } = nodes;
    const title = `While nodes are replaced, ${atOnce} at once:`;
    if (!overlay) return `${title}\n  gitops.checkout is none: what Git says of the platform is not read.`;
    const verdicts = whileNodesRoll(overlay.resources, atOnce).map(
        ({ component, holds, says }) => `  ${holds ? "ok" : "!!"} ${component} ${says}`,
    );
    const left = desired - atOnce;
    const [type = ""] = nodes.instanceTypes;
    const waiting = withoutPlace(overlay.resources, type, left);
    const count = `${left} ${left === 1 ? "node" : "nodes"} of ${type}`;
    // EKS starts the new nodes first, in the zones of the old ones
    // (https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html).
    const capacity =
        waiting === undefined
            ? `  ?? What ${type} has is not known here: whether all pods fit on ${count} is not seen.`
            : waiting.length === 0
              ? `  ok All pods fit on ${count}.`
              : `  !! On ${count} there is no place for ${listed([...new Set(waiting)])}: they wait for the new node, which EKS starts first, in the same zone.`;
    return [
        title,
        ...verdicts,
        capacity,
        `  Budgets as they are: kubectl -n ${facts.gitops.namespace} get poddisruptionbudgets; ALLOWED DISRUPTIONS has to be 1 or more.`,
    ].join("\n");
}
