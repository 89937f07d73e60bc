import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { IamSettings } from "../config/schema";

/** A role, and what has to exist before it can do anything. */
export interface ServiceRole {
    arn: pulumi.Input<string>;
    /**
     * Whatever assumes the role depends on these: without them, the role has no permissions yet, and on deletion none
     * any more.
     */
    policies: pulumi.Resource[];
}

export interface ServiceRoleArgs {
    /** Such as `ec2.amazonaws.com`. */
    service: string;
    /** Names of AWS managed policies, with their path where they have one: `service-role/AmazonEBSCSIDriverPolicy`. */
    policies: readonly string[];
    /** The role's own policy: a document, with ARNs of `arn:aws:`. Default: none. */
    policy?: string | undefined;
    /** An existing role: it is used as it is, and nothing is created. */
    given: string | undefined;
    /** A key with which it may encrypt volumes. */
    volumeKey?: string | undefined;
}

/** A role that an AWS service assumes. */
export function serviceRole(name: string, args: ServiceRoleArgs, parent: pulumi.Resource): ServiceRole {
    const { service, policies, policy: document, given, volumeKey } = args;
    if (given !== undefined) return { arn: given, policies: [] };
    // Known in a preview, unlike the role's ARN: a reader, and a policy pack, can see the role's permissions before it
    // is created.
    const { partition } = aws.getPartitionOutput({}, { parent });
    const assumeRolePolicy = partition.apply((name) => trust(principalIn(name, service)));
    const role = new aws.iam.Role(`${name}-role`, { assumeRolePolicy }, { parent });
    const attached = policies.map(
        (policy) =>
            new aws.iam.RolePolicyAttachment(
                `${name}-${policy.split("/").at(-1)}`,
                { role: role.name, policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}` },
                { parent },
            ),
    );
    const own = [
        ...(document === undefined ? [] : [ownPolicy(document, partition, role, name, parent)]),
        ...(volumeKey === undefined ? [] : [useOf(volumeKey, role.arn, name, parent)]),
    ];
    return { arn: role.arn, policies: [...attached, ...own] };
}

const ownPolicy = (
    document: string,
    partition: pulumi.Output<string>,
    role: aws.iam.Role,
    name: string,
    parent: pulumi.Resource,
): aws.iam.RolePolicy =>
    new aws.iam.RolePolicy(
        `${name}-policy`,
        { role: role.name, policy: partition.apply((own) => inPartition(document, own)) },
        { parent },
    );

/** A policy document with the ARNs of a partition, and without whitespace, which AWS would store. */
const inPartition = (document: string, partition: string): string =>
    JSON.stringify(JSON.parse(document.replaceAll('"arn:aws:', `"arn:${partition}:`)));

/**
 * Allows a role to encrypt volumes with a key in the account. It is a grant, because the pipelines' role may not write
 * policies of the role itself; its operations are those in AWS's documentation on encrypted volumes for another
 * service's role (https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html).
 */
export const useOf = (
    keyId: string,
    granteePrincipal: pulumi.Input<string>,
    name: string,
    parent: pulumi.Resource,
): aws.kms.Grant =>
    new aws.kms.Grant(
        `${name}-key`,
        {
            keyId,
            granteePrincipal,
            operations: [
                ...["CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey"],
                ...["GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"],
            ],
        },
        { parent },
    );

/**
 * Sets a boundary and a path on every role below a resource, including those of remote components, which have no
 * arguments for them.
 */
export function rolesAsAllowed({ permissionsBoundary, path }: IamSettings): pulumi.ResourceTransform[] {
    if (permissionsBoundary === undefined && path === "/") return [];
    const asked = { ...(permissionsBoundary && { permissionsBoundary }), ...(path !== "/" && { path }) };
    return [
        ({ type, props, opts }) => (type === "aws:iam/role:Role" ? { props: { ...props, ...asked }, opts } : undefined),
    ];
}

/**
 * A service's principal in a partition. Most are the same everywhere; EC2 in China is not, and EKS rejects a node role
 * that trusts the other name (https://github.com/awslabs/cdk-eks-blueprints/issues/558).
 */
const principalIn = (partition: string, service: string): string =>
    partition === "aws-cn" && service === "ec2.amazonaws.com" ? `${service}.cn` : service;

function trust(service: string): string {
    // Pod Identity also tags the session with the pod's namespace and service account.
    const actions = service === "pods.eks.amazonaws.com" ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"];
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: actions }],
    });
}
