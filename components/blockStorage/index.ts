import type * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config";
import { addon, type MadeCluster } from "../addon";
import type { Cluster } from "../cluster";
import { serviceRole, useOf } from "../iam";
import { storageClassName } from "./storageClassName";
import { volumesGone } from "./volumesGone";
import { volumeTags } from "./volumeTags";

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
            const snapshots = cluster.madeHere.snapshotController
                ? [
                      addon(
                          `${name}-snapshot-controller`,
                          cluster.madeHere,
                          { addonName: "snapshot-controller" },
                          { parent: this },
                      ),
                  ]
                : [];
            const driver = driverOf(name, args, cluster.madeHere, snapshots, this);
            const opts = { parent: this, dependsOn: [...driver.ready, ...snapshots] };
            const { isProtected } = cluster;
            const storageClass = defaultStorageClass(name, driver.provisioner, isProtected, storage.kmsKeyArn, opts);
            if (snapshots.length > 0) defaultSnapshotClass(name, driver.provisioner, isProtected, opts);
            volumesGone(`${name}-volumes-gone`, cluster.kubeconfig, {
                parent: this,
                dependsOn: [...driver.ready, storageClass],
            });
        }
        this.registerOutputs({});
    }
}

/** Who makes the volumes. */
interface Driver {
    /** As a class names it. */
    provisioner: string;
    /** What has to be there before it makes any. */
    ready: pulumi.Resource[];
}

/**
 * The add-on, or what EKS Auto Mode brings: that has a name of its own, so that neither takes up the other's volumes
 * (https://docs.aws.amazon.com/eks/latest/userguide/create-storage-class.html), and uses a key with the cluster's role.
 */
function driverOf(
    name: string,
    args: BlockStorageArgs,
    made: MadeCluster,
    snapshots: pulumi.Resource[],
    parent: pulumi.Resource,
): Driver {
    if (made.nodes.scaling !== "autoMode") {
        return { provisioner: "ebs.csi.aws.com", ready: [ebsCsiDriver(name, args, made, snapshots, parent)] };
    }
    const key = made.roleArn ? undefined : args.storage.kmsKeyArn;
    const ready = key === undefined ? [] : [useOf(key, made.clusterRoleArn, name, parent)];
    return { provisioner: "ebs.csi.eks.amazonaws.com", ready };
}

/**
 * The driver, with its own role by Pod Identity. It calls EC2 by name, and so through the cluster's DNS.
 *
 * @param snapshots what brings the CRDs of VolumeSnapshots: without them, the driver's part that takes snapshots ends
 */
function ebsCsiDriver(
    name: string,
    { cluster: { isProtected: isRetained }, storage, tags }: BlockStorageArgs,
    made: MadeCluster,
    snapshots: pulumi.Resource[],
    parent: pulumi.Resource,
): aws.eks.Addon {
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
                controller: { extraVolumeTags: volumeTags(made.name, isRetained, tags) },
                // The chart has that part only where it sees the CRDs, when EKS renders it: of when, EKS says nothing
                // (templates/controller.yaml in https://github.com/kubernetes-sigs/aws-ebs-csi-driver).
                ...(snapshots.length > 0 && { sidecars: { snapshotter: { forceEnable: true } } }),
            }),
        },
        { parent, dependsOn: [...role.policies, ...snapshots] },
    );
}

/**
 * gp3: encrypted, expandable, and bound where the pod is, for an EBS volume cannot leave its zone.
 *
 * @param isProtected whether a volume, and the data on it, outlives its claim
 * @param key ARN of the key that encrypts the volumes; undefined for the account's own
 */
function defaultStorageClass(
    name: string,
    provisioner: string,
    isProtected: boolean,
    key: string | undefined,
    opts: pulumi.CustomResourceOptions,
): k8s.storage.v1.StorageClass {
    return new k8s.storage.v1.StorageClass(
        `${name}-gp3`,
        {
            metadata: {
                name: storageClassName(isProtected, key),
                annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
            },
            provisioner,
            parameters: { type: "gp3", encrypted: "true", ...(key && { kmsKeyId: key }) },
            volumeBindingMode: "WaitForFirstConsumer",
            allowVolumeExpansion: true,
            reclaimPolicy: isProtected ? "Retain" : "Delete",
        },
        opts,
    );
}

/**
 * Who takes VolumeSnapshots that name no class: the driver. Their CRDs come with the snapshot controller's add-on
 * (https://docs.aws.amazon.com/eks/latest/userguide/csi-snapshot-controller.html).
 *
 * @param isProtected whether a snapshot outlives its VolumeSnapshot
 */
const defaultSnapshotClass = (
    name: string,
    driver: string,
    isProtected: boolean,
    opts: pulumi.CustomResourceOptions,
): k8s.apiextensions.CustomResource =>
    new k8s.apiextensions.CustomResource(
        `${name}-snapshots`,
        {
            apiVersion: "snapshot.storage.k8s.io/v1",
            kind: "VolumeSnapshotClass",
            metadata: {
                name: isProtected ? "ebs-retain" : "ebs",
                annotations: { "snapshot.storage.kubernetes.io/is-default-class": "true" },
            },
            driver,
            deletionPolicy: isProtected ? "Retain" : "Delete",
        },
        opts,
    );
