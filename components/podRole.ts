import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { MadeCluster } from "./addon";
import { serviceRole } from "./iam";

export interface PodRoleArgs {
    cluster: MadeCluster;
    namespace: string;
    serviceAccount: string;
    /** The permissions of its pods: a policy document, with ARNs of `arn:aws:`. */
    policy: string;
    /** An existing role: it is used as it is. */
    given: string | undefined;
}

/**
 * A role for the pods of a service account, through EKS Pod Identity.
 *
 * @returns what has to exist before such a pod starts
 */
export function podRole(name: string, args: PodRoleArgs, parent: pulumi.Resource): pulumi.Resource[] {
    const { cluster, namespace, serviceAccount, policy, given } = args;
    const role = serviceRole(name, { service: "pods.eks.amazonaws.com", policies: [], policy, given }, parent);
    const association = new aws.eks.PodIdentityAssociation(
        `${name}-pods`,
        { clusterName: cluster.clusterName, namespace, serviceAccount, roleArn: role.arn },
        { parent, dependsOn: role.policies },
    );
    return [...role.policies, association];
}
