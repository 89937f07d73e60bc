import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** The root of the checkout. */
export const root = resolve(__dirname, "..");
export const project = "confluent-gitops";

/** Names of the stacks whose files are in a checkout. */
export const committedStacks = (checkout = root): string[] => stacksIn(checkout);

/** Names of the stacks in `examples/`, which users copy to the top folder. */
export const exampleStacks = (checkout = root): string[] => stacksIn(join(checkout, "examples"));

/** Names of both. Commands find all of them by name. */
export const knownStacks = (checkout = root): string[] => [...committedStacks(checkout), ...exampleStacks(checkout)];

/** Names that Pulumi allows for a stack: letters, digits, `_`, `-` and `.`. */
function stacksIn(folder: string): string[] {
    if (!existsSync(folder)) return [];
    return readdirSync(folder).flatMap((name) => /^Pulumi\.([\w.-]+)\.yaml$/.exec(name)?.[1] ?? []);
}
