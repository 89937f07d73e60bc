import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** The checkout. */
export const root = resolve(__dirname, "..");
export const project = "confluent-gitops";

/** Names of the stacks that a checkout has a file of. */
export const committedStacks = (checkout = root): string[] => stacksIn(checkout);

/** Names of the stacks in `examples/`, to be copied beside the others. */
export const exampleStacks = (checkout = root): string[] => stacksIn(join(checkout, "examples"));

/** Names of both, which the commands here find by name. */
export const knownStacks = (checkout = root): string[] => [...committedStacks(checkout), ...exampleStacks(checkout)];

/** As Pulumi allows a stack to be named: letters, digits, `_`, `-` and `.`. */
function stacksIn(folder: string): string[] {
    if (!existsSync(folder)) return [];
    return readdirSync(folder).flatMap((name) => /^Pulumi\.([\w.-]+)\.yaml$/.exec(name)?.[1] ?? []);
}
