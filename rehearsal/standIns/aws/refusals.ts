/** What AWS says no to, of what a program here may ask: in its own words, each with where they were read. */
import { compareMinor } from "../../../config/support";
import { partitionOf } from "../../../config/partition";
import type { PropertyMap } from "../values";
import { callerArn, text } from "./facts";

/**
 * @throws Error as AWS refuses to make a resource: a principal that its partition does not have, the creator's second
 * access entry (terraform-aws-modules/terraform-aws-eks issues 2969 and 3293), a policy of another partition
 * (runs-on/runs-on issue 518)
 */
export function refuseCreate(type: string, inputs: PropertyMap, region: string): void {
    const isStrange = (arn: string): boolean => arn !== "" && !arn.startsWith(`arn:${partitionOf(region)}:`);
    const principal = text(inputs.principalArn);
    if (type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment" && isStrange(text(inputs.policyArn))) {
        throw new Error("ValidationError: Invalid ARN partition");
    }
    if (type !== "aws:eks/accessEntry:AccessEntry") return;
    if (isStrange(principal)) {
        throw new Error("InvalidParameterException: The specified principalArn is invalid: invalid principal.");
    }
    if (principal === callerArn(region)) {
        throw new Error(
            "ResourceInUseException: The specified access entry resource is already in use on this cluster.",
        );
    }
}

/**
 * @throws Error as EKS refuses to update a cluster: one minor version at a time, and none back
 * (terraform-aws-modules/terraform-aws-eks issue 2607)
 */
export function refuseUpdate(type: string, olds: PropertyMap, news: PropertyMap): void {
    if (type !== "aws:eks/cluster:Cluster") return;
    const [from, to] = [text(olds.version), text(news.version)];
    if (from === "" || to === "" || [0, 1].includes(compareMinor(to, from))) return;
    throw new Error(`InvalidParameterException: Unsupported Kubernetes minor version update from ${from} to ${to}`);
}
