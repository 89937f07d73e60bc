import { UsageError } from "../../base/error";

export interface Choice {
    /** Stacks that a change touches. */
    touched: readonly string[];
    /** Stacks that are deployed from here: the repository's variable PULUMI_STACKS. */
    deployed: readonly string[];
    /** The one stack that a person asks for; touched or not. */
    only?: string;
}

/**
 * The stacks that a pipeline works on, in the order of PULUMI_STACKS: not every committed stack is one that a pipeline can
 * reach, such as one on a laptop.
 *
 * @throws UsageError where a person asks for one that is not deployed from here
 */
export function chooseStacks({ touched, deployed, only }: Choice): string[] {
    if (!only) return deployed.filter((stack) => touched.includes(stack));
    if (deployed.includes(only)) return [only];
    const known = deployed.length > 0 ? deployed.join(", ") : "none";
    throw new UsageError(`${only} is not deployed from here (PULUMI_STACKS: ${known}): add it to that variable.`);
}
