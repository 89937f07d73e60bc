import * as pulumi from "@pulumi/pulumi";

/** The stack's outputs from its last deployment; none before the first. */
export async function lastOutputs(): Promise<Readonly<Record<string, unknown>>> {
    const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
    // The same call that StackReference makes, which would be a resource in the stack.
    const { outputs } = (await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name })) as {
        outputs?: Record<string, unknown>;
    };
    return outputs ?? {};
}
