import { conflictsOf, type Versions } from "../../../config/together";
import { deployedFrom, placesOf, section } from "../section";
import type { Situation } from "./situation";
import type { PathStep } from "./steps";

/** What there is and what to go to, and the steps between, to be followed one after the other. */
export async function render(situation: Situation, steps: readonly PathStep[]): Promise<string> {
    const { root, tree, stack, facts, start, promotesFrom } = situation;
    const places = placesOf(root, tree, facts.gitops.revision);
    const branches = { ...places.branches, stack: deployedFrom };
    const conflicts = conflictsOf(start).map(({ reason }) => `!! Today, ${reason}.`);
    const head = [
        `Stack ${stack}, ${facts.gitops.path}`,
        ...table(situation),
        ...conflicts,
        ...(promotesFrom === undefined
            ? []
            : [
                  `What is in the overlay comes from ${promotesFrom}: take ${promotesFrom} through those steps, and then npx confluent-gitops promote --from ${promotesFrom} --to ${stack}`,
              ]),
        left(steps),
    ];
    const shown = await Promise.all(
        steps.map((step, index) =>
            section(step, index + 1, { ...places, branches }, [`Rehearse it: ${step.rehearse}`, `Read: ${step.page}`]),
        ),
    );
    return `${[head.join("\n"), ...shown].join("\n\n")}\n`;
}

function left(steps: readonly PathStep[]): string {
    if (steps.length === 0) return "Nothing is left to do.";
    const count = steps.length === 1 ? "1 step is left." : `${steps.length} steps are left, in this order.`;
    return `${count} After each, all versions go together, and you may stop. Wait until a step has taken effect, and run this again.`;
}

/** A line for each version: now, and at the end where that is another. */
function table({ start, goal, facts }: Situation): string[] {
    const now = rows(start);
    const then = new Map(rows(goal.versions));
    const width = Math.max(...now.map(([name]) => name.length));
    const ours = facts.cluster.source === "eks" ? [] : ["  Kubernetes is upgraded by who made the cluster."];
    return [
        ...now.map(([name, version]) => {
            const end = then.get(name);
            return `  ${name.padEnd(width)}  ${version}${end === version || end === undefined ? "" : ` to ${end}`}`;
        }),
        ...ours,
    ];
}

function rows({
    operator,
    platform,
    coordination,
    controlCenter,
    kubernetes,
    argoCd,
    addons,
}: Versions): [string, string][] {
    const all: [string, string | undefined][] = [
        ["Confluent for Kubernetes", operator],
        ["Confluent Platform", platform],
        ["coordination", coordination],
        ["Control Center", controlCenter],
        ["Kubernetes", kubernetes],
        ["Argo CD (chart)", argoCd],
        ...Object.entries(addons),
    ];
    return all.filter((row): row is [string, string] => row[1] !== undefined);
}
