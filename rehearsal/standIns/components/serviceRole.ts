/** The role that EKS itself takes: a component of its own in `eks.Cluster`, `eks:index:ServiceRole`. */
import { createHash } from "node:crypto";
import type { Resource } from "@pulumi/pulumi";
import { getConfig } from "@pulumi/pulumi/runtime/config";
import { partitionOf } from "../../../config/partition";
import { StandInComponent, childrenOf, type Child } from "./child";

const child = childrenOf("eks");

export interface ClusterRole {
    role: Child;
    /** What the cluster waits for: the role with its policy, where the component makes it. */
    resolved: Resource[];
}

export function serviceRole(name: string, parent: Resource): ClusterRole {
    const component = new StandInComponent("eks:index:ServiceRole", `${name}-eksRole`, {}, { parent });
    const trust = {
        Version: "2012-10-17",
        Statement: [
            {
                Action: ["sts:AssumeRole", "sts:TagSession"],
                Effect: "Allow",
                Principal: { Service: ["eks.amazonaws.com"] },
            },
        ],
    };
    const role = child(
        "aws:iam/role:Role",
        `${name}-eksRole-role`,
        { description: "Allows EKS to manage clusters on your behalf.", assumeRolePolicy: JSON.stringify(trust) },
        { parent: component },
        ["arn", "name"],
    );
    // The real one asks AWS for the partition (getPartition), which follows from the region.
    const policyArn = `arn:${partitionOf(getConfig("aws:region") ?? "")}:iam::aws:policy/AmazonEKSClusterPolicy`;
    const attachment = child(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        `${name}-eksRole-${createHash("sha1").update(policyArn).digest("hex").slice(0, 8)}`,
        { policyArn, role },
        { parent: component },
    );
    component.finish({ directRole: role, resolvedRole: role });
    return { role, resolved: [attachment] };
}
