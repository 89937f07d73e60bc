import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "./cluster";
import { serviceRole } from "./iam";

/** The service account of the EBS CSI driver's controller, as the add-on makes it in kube-system. */
const serviceAccount = "ebs-csi-controller-sa";

/**
 * Volumes for the workload, by the cluster's default StorageClass.
 * In a cluster that was taken, that class is there already and nothing is made here.
 */
export class BlockStorage extends pulumi.ComponentResource {
    constructor(name: string, cluster: Cluster, opts?: pulumi.ComponentResourceOptions) {
        super("platform:storage:BlockStorage", name, {}, opts);
        if (cluster.madeHere) {
            const driver = ebsCsiDriver(name, cluster, cluster.madeHere, this);
            // Its provider comes with the class alone: on the layer, the add-ons would wait for the cluster's DNS with it.
            defaultStorageClass(name, cluster.isProtected, {
                parent: this,
                provider: cluster.provider,
                dependsOn: driver,
            });
        }
        this.registerOutputs({});
    }
}

/**
 * The driver, with its own role by Pod Identity; the agent first, or the driver's pods start without a role.
 * The agent needs nodes alone. The driver needs the whole cluster: it calls EC2 by name, and so through the DNS.
 */
function ebsCsiDriver(
    name: string,
    cluster: Cluster,
    clusterName: pulumi.Output<string>,
    parent: pulumi.Resource,
): aws.eks.Addon {
    const agent = new aws.eks.Addon(
        `${name}-pod-identity-agent`,
        { clusterName, addonName: "eks-pod-identity-agent" },
        { parent },
    );
    const { role, policies } = serviceRole(
        name,
        "pods.eks.amazonaws.com",
        ["service-role/AmazonEBSCSIDriverPolicy"],
        parent,
    );
    return new aws.eks.Addon(
        `${name}-ebs-csi-driver`,
        {
            clusterName,
            addonName: "aws-ebs-csi-driver",
            podIdentityAssociations: [{ roleArn: role.arn, serviceAccount }],
            // The add-on's own default class would fight with ours for being the default.
            configurationValues: JSON.stringify({ defaultStorageClass: { enabled: false } }),
        },
        { parent, dependsOn: [cluster, agent, ...policies] },
    );
}

/**
 * gp3: encrypted, expandable, and bound where the pod is, for an EBS volume cannot leave its zone.
 *
 * @param isProtected whether a volume, and the data on it, outlives its claim. Such a class has a name of its own: the API
 *   server lets no class change its policy, and a preview would fail at a new one of the old one's name.
 */
function defaultStorageClass(
    name: string,
    isProtected: boolean,
    opts: pulumi.CustomResourceOptions,
): k8s.storage.v1.StorageClass {
    return new k8s.storage.v1.StorageClass(
        `${name}-gp3`,
        {
            metadata: {
                name: isProtected ? "gp3-retain" : "gp3",
                annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
            },
            provisioner: "ebs.csi.aws.com",
            parameters: { type: "gp3", encrypted: "true" },
            volumeBindingMode: "WaitForFirstConsumer",
            allowVolumeExpansion: true,
            reclaimPolicy: isProtected ? "Retain" : "Delete",
        },
        opts,
    );
}
