import type * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import type { EksSettings } from "./eksArgs";

/** What lets an administrator in. */
export const accessTypes = [
    "aws:eks/accessEntry:AccessEntry",
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
];

/**
 * An access entry for each principal, named after account and role: companies use the same role name in many accounts.
 */
export function accessEntries({
    admins,
    viewers,
}: Pick<EksSettings, "admins" | "viewers">): Record<string, eks.types.input.AccessEntryArgs> {
    const entry = (principalArn: string, name: string, policy: string) => [
        principalArn.split(":").slice(4).join(":"),
        {
            principalArn,
            accessPolicies: {
                [name]: {
                    policyArn: `arn:${principalArn.split(":")[1]}:eks::aws:cluster-access-policy/${policy}`,
                    accessScope: { type: "cluster" },
                },
            },
        },
    ];
    return Object.fromEntries([
        ...admins.map((arn) => entry(arn, "admin", "AmazonEKSClusterAdminPolicy")),
        ...viewers.map((arn) => entry(arn, "view", "AmazonEKSAdminViewPolicy")),
    ]) as Record<string, eks.types.input.AccessEntryArgs>;
}

/**
 * Names of entries used to contain no account. Without the old name as an alias, the engine would create the new
 * entries before it deletes the old ones, and EKS doesn't accept a second entry for a principal
 * (ResourceInUseException).
 */
export function accessEntryAliases(settings: Pick<EksSettings, "admins" | "viewers">): pulumi.ResourceTransform {
    const withoutAccount = (name: string) => name.replace(/\b\d{12}:/, "");
    const names = Object.keys(accessEntries(settings)).map(withoutAccount);
    const shared = names.filter((name, index) => names.indexOf(name) !== index);
    return ({ type, name, props, opts }) => {
        const former = withoutAccount(name);
        if (!accessTypes.includes(type) || shared.some((other) => former.includes(other))) return undefined;
        return { props, opts: pulumi.mergeOptions(opts, { aliases: [{ name: former }] }) };
    };
}
