/** `eks:index:ServiceRole` of pulumi-eks 4.3.0 (nodejs/eks/servicerole.ts): a role with AWS managed policies. */
import { createHash } from "node:crypto";
import type { Resource } from "@pulumi/pulumi";
import { getConfig } from "@pulumi/pulumi/runtime/config";
import { partitionOf } from "../../../config/aws/partition";
import { StandInComponent, childrenOf, type Child } from "./child";

const child = childrenOf("eks");

export interface ServiceRole {
    role: Child;
    /** Whatever waits for the role with its policies waits for these. */
    resolved: Resource[];
}

export interface ServiceRoleArgs {
    service: string;
    description?: string;
    actions?: readonly string[];
    /** Names of AWS managed policies. */
    policies: readonly string[];
}

export function serviceRole(name: string, args: ServiceRoleArgs, parent: Resource): ServiceRole {
    const { service, description, actions = ["sts:AssumeRole"], policies } = args;
    const component = new StandInComponent("eks:index:ServiceRole", name, {}, { parent });
    const trust = {
        Version: "2012-10-17",
        Statement: [{ Action: actions, Effect: "Allow", Principal: { Service: [service] } }],
    };
    const role = child(
        "aws:iam/role:Role",
        `${name}-role`,
        { ...(description && { description }), assumeRolePolicy: JSON.stringify(trust) },
        { parent: component },
        ["arn", "name"],
    );
    // The real one asks AWS for the partition (getPartition), which follows from the region; role names are the same in
    // all partitions.
    const partition = partitionOf(getConfig("aws:region") ?? "");
    const resolved = policies.map((policy) =>
        child(
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            `${name}-${createHash("sha1").update(`arn:aws:iam::aws:policy/${policy}`).digest("hex").slice(0, 8)}`,
            { policyArn: `arn:${partition}:iam::aws:policy/${policy}`, role },
            { parent: component },
        ),
    );
    component.finish({ directRole: role, resolvedRole: role });
    return { role, resolved };
}
