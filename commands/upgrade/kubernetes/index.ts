import type { Upgrade } from "../step";
import { plan } from "./plan";
import { render } from "./render";
import { situationOf } from "./situation";

/**
 * How a stack gets to a version.
 *
 * @throws UsageError, ConfigurationError where it does not
 */
export async function upgrade(stack: string, to: string, root: string): Promise<Upgrade> {
    const situation = situationOf(stack, to, root);
    const steps = plan(situation);
    const { from, to: target } = situation;
    return { what: "kubernetes", stack, from, to: target, steps, text: await render(situation, steps) };
}
