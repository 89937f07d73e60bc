import { plan } from "./plan";
import { render } from "./render";
import { situationOf } from "./situation";

/**
 * How a stack gets to a version.
 *
 * @throws UsageError, ConfigurationError where it does not
 */
export async function upgrade(stack: string, to: string, root: string): Promise<{ text: string; isDone: boolean }> {
    const situation = situationOf(stack, to, root);
    const steps = plan(situation);
    return { text: await render(situation, steps), isDone: steps.every(({ done }) => done) };
}
