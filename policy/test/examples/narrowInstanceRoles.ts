import * as aws from "@pulumi/aws";
import type { Example } from "./example";

function nodeRole(name: string, policy: string): void {
    const role = new aws.iam.Role(name, {
        assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
    });
    new aws.iam.RolePolicyAttachment(`${name}-policy`, { role, policyArn: `arn:aws:iam::aws:policy/${policy}` });
}

export const narrowInstanceRoles: Example = {
    bad: () => nodeRole("broad", "AdministratorAccess"),
    good: () => nodeRole("narrow", "AmazonEKSWorkerNodePolicy"),
    says: { wrong: /policyArn attaches AdministratorAccess to a role of instances/, remedy: /Pod Identity/ },
};
