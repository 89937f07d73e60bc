import { UsageError } from "../../base/error";

export interface Choice {
    /** Stacks that a change affects. */
    touched: readonly string[];
    /** Stacks that these pipelines deploy: the repository's variable PULUMI_STACKS. */
    deployed: readonly string[];
    /** The one stack that somebody asks for, even if the change doesn't affect it. */
    only?: string;
}

/**
 * The stacks that a pipeline works on, in the order of PULUMI_STACKS. A pipeline can't reach every committed stack, for
 * example one on a laptop.
 *
 * @throws UsageError if somebody asks for a stack that isn't deployed here
 */
export function chooseStacks({ touched, deployed, only }: Choice): string[] {
    if (!only) return deployed.filter((stack) => touched.includes(stack));
    if (deployed.includes(only)) return [only];
    const known = deployed.length > 0 ? deployed.join(", ") : "none";
    throw new UsageError(
        `${only} is not deployed from this repository (PULUMI_STACKS: ${known}): add it to that variable.`,
    );
}
