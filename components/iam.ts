import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

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
    const role = new aws.iam.Role(`${name}-role`, { assumeRolePolicy: trust(service) }, { parent });
    return {
        role,
        policies: policies.map(
            (policy) =>
                new aws.iam.RolePolicyAttachment(
                    `${name}-${policy.split("/").at(-1)}`,
                    // The partition comes from the role's own ARN: aws, aws-cn and aws-us-gov name policies alike.
                    { role: role.name, policyArn: role.arn.apply((arn) => managedPolicyArn(arn, policy)) },
                    { parent },
                ),
        ),
    };
}

/** The ARN of an AWS managed policy, in the partition of another ARN. */
export function managedPolicyArn(neighbourArn: string, policy: string): string {
    return `arn:${neighbourArn.split(":")[1]}:iam::aws:policy/${policy}`;
}

function trust(service: string): string {
    // Pod Identity also tags the session with the pod's namespace and service account.
    const actions = service === "pods.eks.amazonaws.com" ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"];
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: actions }],
    });
}
