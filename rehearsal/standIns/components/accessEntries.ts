/**
 * Who has access to the cluster: an access entry for each key, and an association for each of its policies, with the
 * same names and parents as in pulumi-eks (createAccessEntries in nodejs/eks/cluster/authenticationMode.ts).
 */
import type { Input, Inputs, Output, Resource } from "@pulumi/pulumi";
import { childrenOf, type Child } from "./child";

const child = childrenOf("eks");

export interface AccessEntrySpec extends Inputs {
    readonly principalArn: Input<string>;
    readonly accessPolicies?: Record<string, { readonly accessScope: Inputs; readonly policyArn: Input<string> }>;
}

/** @returns the entries, for which the network add-on waits, without the associations */
export function accessEntries(
    name: string,
    clusterName: Output<string> | undefined,
    entries: Readonly<Record<string, AccessEntrySpec>>,
    options: { readonly parent: Resource; readonly dependsOn: Resource[] },
): Child[] {
    return Object.entries(entries).map(([key, { accessPolicies, username, ...entry }]) => {
        const made = child(
            "aws:eks/accessEntry:AccessEntry",
            `${name}-${key}`,
            { clusterName, ...entry, userName: username as Input<string> },
            options,
        );
        for (const [policy, { accessScope, policyArn }] of Object.entries(accessPolicies ?? {})) {
            child(
                "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
                `${name}-${key}-${policy}`,
                { clusterName, principalArn: entry.principalArn, accessScope, policyArn },
                { ...options, parent: made, dependsOn: [made] },
            );
        }
        return made;
    });
}
