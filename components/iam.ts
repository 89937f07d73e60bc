import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A role, and what has to be there before it can do anything. */
export interface ServiceRole {
    role: aws.iam.Role;
    /** Who takes the role on depends on these: without them it has no permission yet, and at the end none any more. */
    policies: aws.iam.RolePolicyAttachment[];
}

/**
 * A role that an AWS service takes on, with AWS managed policies.
 *
 * @param service such as `ec2.amazonaws.com`
 * @param policies names, with their path where they have one: `service-role/AmazonEBSCSIDriverPolicy`
 */
export function serviceRole(
    name: string,
    service: string,
    policies: readonly string[],
    parent: pulumi.Resource,
): ServiceRole {
    // Known in a preview, as the role's ARN is not: a reader, and a policy, sees what the role may do before it is made.
    const { partition } = aws.getPartitionOutput({}, { parent });
    const role = new aws.iam.Role(`${name}-role`, { assumeRolePolicy: trust(service) }, { parent });
    return {
        role,
        policies: policies.map(
            (policy) =>
                new aws.iam.RolePolicyAttachment(
                    `${name}-${policy.split("/").at(-1)}`,
                    { role: role.name, policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}` },
                    { parent },
                ),
        ),
    };
}

function trust(service: string): string {
    // Pod Identity also tags the session with the pod's namespace and service account.
    const actions = service === "pods.eks.amazonaws.com" ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"];
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: actions }],
    });
}
