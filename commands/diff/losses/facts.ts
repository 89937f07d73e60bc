import type { Loss } from "../model";

/** What goes with a resource that is deleted, or made anew. */
export interface Held extends Pick<Loss, "severity"> {
    lost: string;
}

const data = (lost: string): Held => ({ severity: "data", lost });
const service = (lost: string): Held => ({ severity: "service", lost });

/**
 * By type token, the gravest first. Sources: Amazon EKS and VPC user guides (what a deletion takes with it), AWS KMS's "Deleting keys",
 * Kubernetes' "Namespaces" and "Storage classes", Argo CD's "App deletion" (the resources finalizer).
 */
const byType: Readonly<Record<string, Held>> = {
    "aws:eks/cluster:Cluster": data(
        "Everything in the cluster goes with it: Argo CD, Kafka, KRaft or ZooKeeper, and their volumes with their claims.",
    ),
    "aws:ec2/vpc:Vpc": data(
        "Nothing moves from one VPC to another: what is in it is made anew, the cluster and all its data too.",
    ),
    "aws:kms/key:Key": data(
        "What it encrypted cannot be read any more once its deletion window has passed: the cluster's Secrets.",
    ),
    "aws:ebs/volume:Volume": data("All that is on the volume."),
    "aws:cloudwatch/logGroup:LogGroup": data("The logs of the control plane up to now, audit logs too."),
    "kubernetes:core/v1:Namespace": data(
        "Everything in the namespace goes with it, volume claims too: where Kafka and KRaft or ZooKeeper are, all their data.",
    ),
    "kubernetes:core/v1:PersistentVolumeClaim": data("The volume goes with its claim, unless its class retains it."),
    "kubernetes:core/v1:PersistentVolume": data("What is on the volume, unless it is retained."),
    "kubernetes:storage.k8s.io/v1:StorageClass": data(
        "Volumes that it made stay as they are and keep their data, but none is made or grows while it is away; what it " +
            "says anew holds for new volumes alone.",
    ),
    "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition": data(
        "Every object of that kind goes, in all namespaces, and what the operator made of it.",
    ),
    "kubernetes:argoproj.io/v1alpha1:Application": data(
        "Argo CD deletes first what the Application made: topics, schemas, connectors, Kafka and KRaft or ZooKeeper with their data.",
    ),
    "kubernetes:helm.sh/v3:Release": service("Nobody does its work while the release is away; custom resources stay."),
    "aws:eks/nodeGroup:NodeGroup": service(
        "Every pod moves to a new node, brokers too. Volumes stay, and follow within their zone.",
    ),
    "aws:eks/addon:Addon": service("What the add-on does is not done meanwhile: DNS, pods' network, or volumes."),
    "aws:ec2/subnet:Subnet": service("What is in the subnet has to leave it first: nodes, load balancers."),
    "aws:ec2/natGateway:NatGateway": service("Nodes reach nothing outside meanwhile."),
    "aws:ec2/eip:Eip": service("The address from which the nodes are seen outside is another one."),
    "aws:iam/role:Role": service("Whoever works by this role is denied meanwhile."),
};

/** The same of the layer GitOpsAddons. Sources: docs/adr/0019, and Sealed Secrets' README on its keys. */
const ofAddons: Readonly<Record<string, Held>> = {
    "kubernetes:argoproj.io/v1alpha1:Application": service(
        "Argo CD deletes the addons with it, but for their CRDs: no certificate is renewed, and no secret read or opened, any more.",
    ),
    "kubernetes:core/v1:Namespace": data(
        "Everything in the namespace goes with it: in that of Sealed Secrets the keys, without which nothing that was sealed can be opened " +
            "again; in that of cert-manager the authorities that bundles are made of.",
    ),
};

/** The smaller, the graver: a place in the list above. */
export const gravity = (type: string): number => Object.keys(byType).indexOf(type);

/** @param layer class of the layer that the resource is in */
export const heldBy = (type: string, layer: string): Held | undefined =>
    (layer === "GitOpsAddons" ? ofAddons[type] : undefined) ?? byType[type];
