import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { ConfigurationError } from "../config";
import type { Problem } from "../config/problems";
import { type Overrides, runStack } from "./harness";

/** A private key of a pair that nobody uses, in the format for SSH and GitHub Apps. */
export const privateKey = String(
    generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey.export({ type: "pkcs1", format: "pem" }),
);
/** A line of it that identifies it. */
export const inPrivateKey = privateKey.split("\n")[2] ?? "";

/** A host key whose private key nobody has. */
export const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMj4Cb3C2J+4zxyYk2ZWqgVK0EnMOS7ly1EWRZEHlkFh";

/** One mistake in a committed stack, and the message about it. */
export interface Refusal {
    it: string;
    /** Default: eks. */
    stack?: "dev" | "eks";
    set: Overrides;
    /** Outputs of the last deployment. Default: there was none. */
    last?: Record<string, unknown>;
    says: [key: string, reason: RegExp];
}

/** Checks that each mistake alone causes exactly one complete message. */
export function refuses(what: string, refusals: readonly Refusal[]): void {
    describe(`configuration ${what} is refused`, () => {
        for (const { it: title, stack = "eks", set, last, says } of refusals) {
            it(`for ${title}`, async () => {
                const { problems } = await refusal(stack, set, last);
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

/** Runs a stack that has to be rejected. */
export async function refusal(
    stack: string,
    set: Overrides,
    last?: Record<string, unknown>,
): Promise<ConfigurationError> {
    try {
        await runStack(stack, set, last);
    } catch (error) {
        if (error instanceof ConfigurationError) return error;
        throw error;
    }
    throw new assert.AssertionError({ message: "nothing was refused" });
}

export const problemsOf = async (stack: string, set: Overrides): Promise<readonly Problem[]> =>
    (await refusal(stack, set)).problems;
