/** What AWS rejects about anything except clusters and nodes: with its own messages, each with its source. */
import { compareMinor } from "../../../../config/support";
import { partitionOf } from "../../../../config/aws/partition";
import { callerArn, text } from "../facts";
import { zoneNames } from "../zones";
import { CLUSTER, type Refusal } from "./refusal";

export const ACCESS_ENTRY = "aws:eks/accessEntry:AccessEntry";
export const ADDON = "aws:eks/addon:Addon";

const isStrange = (arn: string, region: string): boolean =>
    arn !== "" && !arn.startsWith(`arn:${partitionOf(region)}:`);

/** A policy from a different partition: runs-on/runs-on issue 518 */
export const strangePolicy: Refusal = ({ inputs, region }) =>
    isStrange(text(inputs.policyArn), region) ? "ValidationError: Invalid ARN partition" : undefined;

export const strangePrincipal: Refusal = ({ inputs, region }) =>
    isStrange(text(inputs.principalArn), region)
        ? "InvalidParameterException: The specified principalArn is invalid: invalid principal."
        : undefined;

/** A second entry, if the creator's is the first: terraform-aws-modules/terraform-aws-eks issues 2969 and 3293 */
export const secondEntry: Refusal = ({ inputs, region, account, id }) =>
    text(inputs.principalArn) === callerArn(region) || account.find(region, ACCESS_ENTRY, id)
        ? "ResourceInUseException: The specified access entry resource is already in use on this cluster."
        : undefined;

/** crossplane-contrib/provider-aws issue 1310, eksctl-io/eksctl issue 5444 */
export const secondAddon: Refusal = ({ account, region, id }) =>
    account.find(region, ADDON, id) && "ResourceInUseException: Addon already exists.";

/**
 * hashicorp/terraform-provider-aws issues 32238 and 33385. Only AWS knows which versions exist, but kube-proxy's
 * contains the Kubernetes version, and none is newer than its cluster (awslabs/cdk-eks-blueprints pull request 1101).
 */
export const newerThanCluster: Refusal = ({ inputs, account, region }) => {
    const cluster = account.find(region, CLUSTER, text(inputs.clusterName));
    const minor = /^v(\d+\.\d+)\./.exec(text(inputs.addonVersion))?.[1];
    if (!cluster || text(inputs.addonName) !== "kube-proxy" || minor === undefined) return undefined;
    return compareMinor(minor, text(cluster.version)) > 0
        ? "InvalidParameterException: Addon version specified is not supported"
        : undefined;
};

/** Coalfire-Research/npk issue 10 */
export const unknownZone: Refusal = ({ inputs, region }) => {
    const zone = text(inputs.availabilityZone);
    const names = zoneNames(region);
    if (zone === "" || names.includes(zone)) return undefined;
    return (
        `InvalidParameterValue: Value (${zone}) for parameter availabilityZone is invalid. Subnets can currently only be ` +
        `created in the following availability zones: ${names.join(", ")}.`
    );
};
