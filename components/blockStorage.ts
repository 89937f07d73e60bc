import { createHash } from "node:crypto";
import type * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../config";
import { addon, type AddonCluster } from "./addon";
import type { Cluster } from "./cluster";
import { serviceRole } from "./iam";

/** The service account of the EBS CSI driver's controller, as the add-on makes it in kube-system. */
const serviceAccount = "ebs-csi-controller-sa";

export interface BlockStorageArgs extends Pick<Config, "storage" | "tags"> {
    cluster: Cluster;
}

/**
 * Volumes for the workload, by the cluster's default StorageClass.
 * In a cluster that was taken, that class is there already and nothing is made here.
 */
export class BlockStorage extends pulumi.ComponentResource {
    constructor(name: string, args: BlockStorageArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:storage:BlockStorage", name, {}, opts);
        const { cluster, storage } = args;
        if (cluster.madeHere) {
            const driver = ebsCsiDriver(name, args, cluster.madeHere, this);
            // Its provider comes with the class alone: on the layer, the add-ons would wait for the cluster's DNS with it.
            defaultStorageClass(name, cluster.isProtected, storage.kmsKeyArn, {
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
    { cluster, storage, tags }: BlockStorageArgs,
    made: AddonCluster,
    parent: pulumi.Resource,
): aws.eks.Addon {
    const agent = addon(`${name}-pod-identity-agent`, made, { addonName: "eks-pod-identity-agent" }, { parent });
    const role = serviceRole(
        name,
        {
            service: "pods.eks.amazonaws.com",
            policies: ["service-role/AmazonEBSCSIDriverPolicy"],
            given: storage.roleArn,
            volumeKey: storage.kmsKeyArn,
        },
        parent,
    );
    return addon(
        `${name}-ebs-csi-driver`,
        made,
        {
            addonName: "aws-ebs-csi-driver",
            podIdentityAssociations: [{ roleArn: role.arn, serviceAccount }],
            // The add-on's own default class would fight with ours for being the default.
            configurationValues: JSON.stringify({
                defaultStorageClass: { enabled: false },
                ...(Object.keys(tags).length > 0 && { controller: { extraVolumeTags: tags } }),
            }),
        },
        { parent, dependsOn: [cluster, agent, ...role.policies] },
    );
}

/**
 * gp3: encrypted, expandable, and bound where the pod is, for an EBS volume cannot leave its zone.
 *
 * The API server lets no class change its policy or its key, and a preview would fail at a new one of the old one's name:
 * both are in the name.
 *
 * @param isProtected whether a volume, and the data on it, outlives its claim
 * @param key ARN of the key that encrypts the volumes; undefined for the account's own
 */
function defaultStorageClass(
    name: string,
    isProtected: boolean,
    key: string | undefined,
    opts: pulumi.CustomResourceOptions,
): k8s.storage.v1.StorageClass {
    return new k8s.storage.v1.StorageClass(
        `${name}-gp3`,
        {
            metadata: {
                name: ["gp3", ...(isProtected ? ["retain"] : []), ...(key ? [shortOf(key)] : [])].join("-"),
                annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
            },
            provisioner: "ebs.csi.aws.com",
            parameters: { type: "gp3", encrypted: "true", ...(key && { kmsKeyId: key }) },
            volumeBindingMode: "WaitForFirstConsumer",
            allowVolumeExpansion: true,
            reclaimPolicy: isProtected ? "Retain" : "Delete",
        },
        opts,
    );
}

/** Eight digits that stand for a key. */
const shortOf = (key: string): string => createHash("sha256").update(key).digest("hex").slice(0, 8);
