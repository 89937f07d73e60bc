import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EksSettings } from "./cluster/eksArgs";

/** An EKS cluster that this stack makes: what it was asked to be, for what is added to it. */
export interface MadeCluster extends EksSettings {
    /** Known once it is there. */
    clusterName: pulumi.Output<string>;
    /** Of the role that EKS itself takes on. */
    clusterRoleArn: pulumi.Output<string>;
    vpcId: pulumi.Output<string>;
}

export type AddonArgs = { addonName: keyof EksSettings["addonVersions"] } & Pick<
    aws.eks.AddonArgs,
    "configurationValues" | "podIdentityAssociations" | "resolveConflictsOnCreate"
>;

/**
 * An EKS add-on in the version that `cluster.addonVersions` pins, else in EKS's default for the cluster's version. Left
 * out, it would stay for ever what it was first made as.
 */
export function addon(
    name: string,
    { clusterName, version: kubernetesVersion, addonVersions }: MadeCluster,
    args: AddonArgs,
    opts: pulumi.CustomResourceOptions & { parent: pulumi.Resource },
): aws.eks.Addon {
    // Not with all of the options: what waits for a resource is unknown in a preview.
    const { parent } = opts;
    const ofVersion = () =>
        aws.eks.getAddonVersionOutput({ addonName: args.addonName, kubernetesVersion }, { parent }).version;
    return new aws.eks.Addon(
        name,
        {
            ...args,
            clusterName,
            addonVersion: addonVersions[args.addonName] ?? ofVersion(),
            // What was set by hand stays: an update is for the version.
            resolveConflictsOnUpdate: "PRESERVE",
        },
        opts,
    );
}
