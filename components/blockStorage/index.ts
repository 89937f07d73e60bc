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

/** The service account of the EBS CSI driver's controller, which the add-on creates in kube-system. */
const serviceAccount = "ebs-csi-controller-sa";

export interface BlockStorageArgs extends Pick<Config, "storage" | "tags"> {
    cluster: Cluster;
}

/**
 * Volumes for the workload, through the cluster's default StorageClass. An existing cluster already has that class, and
 * nothing is created here.
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

/** The driver that creates the volumes. */
interface Driver {
    /** Its name in a StorageClass. */
    provisioner: string;
    /** What has to exist before it creates any. */
    ready: pulumi.Resource[];
}

/**
 * The add-on, or EKS Auto Mode's own driver. That one has a different name, so that neither handles the other's volumes
 * (https://docs.aws.amazon.com/eks/latest/userguide/create-storage-class.html), and uses keys with the cluster's role.
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
 * The driver, with its own role through Pod Identity. It calls EC2 by name, and therefore needs the cluster's DNS.
 *
 * @param snapshots what provides the CRDs of VolumeSnapshots: without them, the driver's snapshot sidecar exits
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
            // The add-on's own default class would compete with ours for being the default.
            configurationValues: JSON.stringify({
                defaultStorageClass: { enabled: false },
                controller: { extraVolumeTags: volumeTags(made.name, isRetained, tags) },
                // The chart includes the sidecar only if EKS finds the CRDs when it renders the chart, and EKS does not
                // document when that is (templates/controller.yaml in
                // https://github.com/kubernetes-sigs/aws-ebs-csi-driver).
                ...(snapshots.length > 0 && { sidecars: { snapshotter: { forceEnable: true } } }),
            }),
        },
        { parent, dependsOn: [...role.policies, ...snapshots] },
    );
}

/**
 * gp3: encrypted, expandable, and bound in the pod's zone, because an EBS volume cannot leave its zone.
 *
 * @param isProtected whether a volume, and the data on it, outlives its claim
 * @param key ARN of the key that encrypts the volumes; undefined for the account's default key
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
 * Handles VolumeSnapshots that name no class: the driver takes them. Their CRDs come with the snapshot controller's
 * add-on (https://docs.aws.amazon.com/eks/latest/userguide/csi-snapshot-controller.html).
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
