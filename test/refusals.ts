import assert from "node:assert/strict";
import { ConfigurationError } from "../config";
import type { Problem } from "../config/problems";
import { type Overrides, runStack } from "./harness";

/** The form of a private key, of no use. */
export const privateKey = "-----BEGIN OPENSSH PRIVATE KEY-----\nbm90LWEta2V5\n-----END OPENSSH PRIVATE KEY-----\n";

/** One mistake on top of a committed stack, and what is said to it. */
export interface Refusal {
    it: string;
    /** Default: eks. */
    stack?: "dev" | "eks";
    set: Overrides;
    says: [key: string, reason: RegExp];
}

/** Tests that each mistake alone gives its one message, complete. */
export function refuses(what: string, refusals: readonly Refusal[]): void {
    describe(`configuration ${what} is refused`, () => {
        for (const { it: title, stack = "eks", set, says } of refusals) {
            it(`for ${title}`, async () => {
                const problems = await problemsOf(stack, set);
                const found = problems.find(({ key, reason }) => key === says[0] && says[1].test(reason));
                assert.ok(found, `wanted ${says.join(" ")}, got ${JSON.stringify(problems, null, 1)}`);
                assert.notEqual(found.allowed, "");
                assert.notEqual(found.fix, "");
                const others = problems.filter((problem) => problem !== found);
                assert.deepEqual(others, [], "one mistake gives one message");
            });
        }
    });
}

/** Runs a stack that has to be refused. */
export async function refusal(stack: string, set: Overrides): Promise<ConfigurationError> {
    try {
        await runStack(stack, set);
    } catch (error) {
        if (error instanceof ConfigurationError) return error;
        throw error;
    }
    throw new assert.AssertionError({ message: "nothing was refused" });
}

export const problemsOf = async (stack: string, set: Overrides): Promise<readonly Problem[]> =>
    (await refusal(stack, set)).problems;
