import type { Loss } from "../model";

/** What is lost with a resource that is deleted or replaced. */
export interface Held extends Pick<Loss, "severity"> {
    lost: string;
}

const data = (lost: string): Held => ({ severity: "data", lost });
const service = (lost: string): Held => ({ severity: "service", lost });

/**
 * By type token, the most serious first. Sources: Amazon EKS and VPC user guides (what a deletion includes), AWS KMS's
 * "Deleting keys", Kubernetes' "Namespaces" and "Storage classes", Argo CD's "App deletion" (the resources finalizer).
 */
const byType: Readonly<Record<string, Held>> = {
    "aws:eks/cluster:Cluster": data(
        "Everything in the cluster is deleted with it: Argo CD, Kafka, KRaft or ZooKeeper, and their volumes with their claims.",
    ),
    "aws:ec2/vpc:Vpc": data(
        "Nothing can move from one VPC to another: everything in it is replaced, including the cluster and all its data.",
    ),
    "aws:kms/key:Key": data(
        "What it encrypted, the cluster's Secrets, can't be read after its deletion window has passed.",
    ),
    "aws:ebs/volume:Volume": data("All that is on the volume."),
    "aws:cloudwatch/logGroup:LogGroup": data("The control plane's logs up to now, including audit logs."),
    "kubernetes:core/v1:Namespace": data(
        "Everything in the namespace is deleted with it, including volume claims: all data of Kafka, KRaft or ZooKeeper in it.",
    ),
    "kubernetes:core/v1:PersistentVolumeClaim": data(
        "The volume is deleted with its claim, unless its class retains it.",
    ),
    "kubernetes:core/v1:PersistentVolume": data("What is on the volume, unless it is retained."),
    "kubernetes:storage.k8s.io/v1:StorageClass": data(
        "Existing volumes stay and keep their data, but while it is missing, none is created or expanded. What it " +
            "changes applies only to new volumes.",
    ),
    "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition": data(
        "Every object of that kind is deleted, in all namespaces, with what the operator created for it.",
    ),
    "kubernetes:argoproj.io/v1alpha1:Application": data(
        "Argo CD first deletes what the Application created: topics, schemas, connectors, Kafka and KRaft or ZooKeeper with their data.",
    ),
    "kubernetes:helm.sh/v3:Release": service(
        "Nothing does its work while the release is missing; custom resources stay.",
    ),
    "aws:eks/nodeGroup:NodeGroup": service(
        "Every pod moves to a new node, including brokers. Volumes stay, and follow within their zone.",
    ),
    "aws:eks/addon:Addon": service("The add-on's work stops in the meantime: DNS, the pods' network, or volumes."),
    "aws:ec2/subnet:Subnet": service("Nodes and load balancers in the subnet have to be removed first."),
    "aws:ec2/natGateway:NatGateway": service("Nodes can't reach anything outside in the meantime."),
    "aws:ec2/eip:Eip": service("The nodes' public address changes."),
    "aws:iam/role:Role": service("Whatever uses this role is denied access in the meantime."),
};

/** The same for the layer GitOpsAddons. Sources: docs/adr/0019, and Sealed Secrets' README on its keys. */
const ofAddons: Readonly<Record<string, Held>> = {
    "kubernetes:argoproj.io/v1alpha1:Application": service(
        "Argo CD deletes the addons with it, except their CRDs: certificates are no longer renewed, nor secrets read or unsealed.",
    ),
    "kubernetes:core/v1:Namespace": data(
        "Everything in the namespace is deleted with it: for Sealed Secrets, the keys without which nothing that was sealed can be unsealed " +
            "again; for cert-manager, the authorities that bundles contain.",
    ),
};

/** The position in the list above; the smaller, the more serious. */
export const gravity = (type: string): number => Object.keys(byType).indexOf(type);

/** @param layer class of the layer that contains the resource */
export const heldBy = (type: string, layer: string): Held | undefined =>
    (layer === "GitOpsAddons" ? ofAddons[type] : undefined) ?? byType[type];
