import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EksSettings } from "./cluster/eksArgs";

/** An EKS cluster that this stack creates: the settings it was created with, for whatever is added to it. */
export interface MadeCluster extends EksSettings {
    /** Known once the cluster exists. */
    clusterName: pulumi.Output<string>;
    /** ARN of the role that EKS itself assumes. */
    clusterRoleArn: pulumi.Output<string>;
    vpcId: pulumi.Output<string>;
}

export type AddonArgs = { addonName: keyof EksSettings["addonVersions"] } & Pick<
    aws.eks.AddonArgs,
    "configurationValues" | "podIdentityAssociations" | "resolveConflictsOnCreate"
>;

/**
 * An EKS add-on in the version that `cluster.addonVersions` pins, otherwise in EKS's default version for the cluster.
 * If the version were left out, the add-on would stay at its first version forever.
 */
export function addon(
    name: string,
    { clusterName, version: kubernetesVersion, addonVersions }: MadeCluster,
    args: AddonArgs,
    opts: pulumi.CustomResourceOptions & { parent: pulumi.Resource },
): aws.eks.Addon {
    // Only `parent`, not all options: in a preview, the result of a call that waits for a resource is unknown.
    const { parent } = opts;
    const ofVersion = () =>
        aws.eks.getAddonVersionOutput({ addonName: args.addonName, kubernetesVersion }, { parent }).version;
    return new aws.eks.Addon(
        name,
        {
            ...args,
            clusterName,
            addonVersion: addonVersions[args.addonName] ?? ofVersion(),
            // Manual settings stay: an update only changes the version.
            resolveConflictsOnUpdate: "PRESERVE",
        },
        opts,
    );
}
