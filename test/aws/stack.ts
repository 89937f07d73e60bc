import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Moto } from "./moto";
import type { Template } from "./template";

/** A stack in moto, created with `aws cloudformation`. */
export interface Stack {
    outputs: Record<string, string>;
    /** The physical ids of its resources, by logical id. */
    ids: Record<string, string>;
    /** Deletes it, and waits until it is gone. */
    delete(): Promise<void>;
}

/** Creates a stack, and waits until it is complete. */
export async function createStack(
    moto: Moto,
    name: string,
    template: Template,
    parameters: Record<string, string>,
): Promise<Stack> {
    const folder = mkdtempSync(join(tmpdir(), "template-"));
    const file = join(folder, "template.json");
    writeFileSync(file, JSON.stringify(template));
    const given = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
    }));
    const cloudFormation = (...words: string[]) => moto.aws("cloudformation", ...words, "--stack-name", name);
    try {
        await cloudFormation(
            ...["create-stack", "--template-body", `file://${file}`, "--capabilities", "CAPABILITY_NAMED_IAM"],
            ...["--parameters", JSON.stringify(given)],
        );
    } finally {
        rmSync(folder, { recursive: true });
    }
    await cloudFormation("wait", "stack-create-complete");
    const { Stacks } = await moto.ask<{ Stacks: { Outputs?: { OutputKey: string; OutputValue: string }[] }[] }>(
        ...["cloudformation", "describe-stacks", "--stack-name", name],
    );
    const { StackResources } = await moto.ask<{
        StackResources: { LogicalResourceId: string; PhysicalResourceId?: string }[];
    }>("cloudformation", "describe-stack-resources", "--stack-name", name);
    return {
        outputs: Object.fromEntries(
            (Stacks[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
        ),
        ids: Object.fromEntries(
            // Resources that a condition excludes are also in moto's list, without an id.
            StackResources.flatMap(({ LogicalResourceId, PhysicalResourceId }) =>
                PhysicalResourceId === undefined ? [] : [[LogicalResourceId, PhysicalResourceId]],
            ),
        ),
        delete: async () => {
            await cloudFormation("delete-stack");
            await cloudFormation("wait", "stack-delete-complete");
        },
    };
}
