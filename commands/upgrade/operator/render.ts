import { placesOf, section } from "../section";
import type { Step } from "../step";
import type { Situation } from "./situation";

/** The steps as text, to be followed from the first that is open. */
export async function render(
    { stack, root, tree, facts, from, to, others }: Situation,
    steps: readonly Step[],
): Promise<string> {
    const open = steps.filter(({ done }) => !done).length;
    const isElsewhere = tree !== root;
    const head = [
        `Confluent for Kubernetes ${from} to ${to}: stack ${stack}, ${facts.gitops.path}, Confluent Platform ${facts.overlay.platformVersion}`,
        open === 0
            ? "Nothing is left to do."
            : `${open} of ${steps.length} steps are left. Each is one commit; wait until it has taken effect before the next.`,
        ...(isElsewhere && open > 0
            ? [`The tree is in another repository, ${facts.gitops.repository}: its commits are made with git -C.`]
            : []),
        ...(others.length > 0 && open > 0
            ? [
                  `Other stacks use the same files (${others.join(", ")}): take every stack through all steps but the last, then do that one for all.`,
              ]
            : []),
    ];
    const places = placesOf(root, tree, facts.gitops.revision);
    const shown = await Promise.all(steps.map((step, index) => section(step, index + 1, places)));
    return `${[head.join("\n"), ...shown].join("\n\n")}\n`;
}
