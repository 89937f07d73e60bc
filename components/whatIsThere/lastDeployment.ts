import * as pulumi from "@pulumi/pulumi";

/** The stack's outputs as its last deployment left them; none before the first. */
export async function lastOutputs(): Promise<Readonly<Record<string, unknown>>> {
    const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
    // What StackReference reads as well; it would be a resource of the stack.
    const { outputs } = (await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name })) as {
        outputs?: Record<string, unknown>;
    };
    return outputs ?? {};
}
