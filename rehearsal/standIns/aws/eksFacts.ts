/** What AWS would return for the resource types of `aws.eks`; see facts.ts. */
import { partitionOf } from "../../../config/aws/partition";
import { isMap, type PropertyMap, type Value } from "../values";
import { ACCOUNT, digits, joined, text, type Context, type Facts } from "./facts";

/** A fixed time, so that two equal runs have equal states. */
const CREATED = "2026-01-01T00:00:00Z";

export function oidcIssuer(region: string, clusterName: string): string {
    return `https://oidc.eks.${region}.amazonaws.com/id/${digits(`oidc ${clusterName}`, 32).toUpperCase()}`;
}

export function clusterSecurityGroup(clusterName: string): string {
    return `sg-${digits(`eks-cluster-sg ${clusterName}`, 17)}`;
}

/** Address of a cluster without an API server behind it: `.example` never resolves (RFC 2606). */
export function clusterEndpoint(region: string, clusterName: string): string {
    return `https://${digits(clusterName, 32).toUpperCase()}.${region}.eks.amazonaws.com.example`;
}

function map(value: Value | undefined): PropertyMap {
    return isMap(value) ? value : {};
}

function inCluster(kind: string, ...names: string[]): NonNullable<Facts["arn"]> {
    return ({ region, inputs, seed }) =>
        [`eks:${region}:${ACCOUNT}:${kind}`, ...names.map((name) => text(inputs[name])), digits(seed, 8)].join("/");
}

const byClusterAnd = (name: string): Facts["id"] => joined(":", "clusterName", name);

/** Outputs whose value is the map in the inputs with additional entries. */
function clusterOutputs({ region, inputs, cluster }: Context, id: string): PropertyMap {
    return {
        clusterId: id,
        endpoint: cluster.endpoint || clusterEndpoint(region, id),
        certificateAuthority: { data: cluster.ca },
        identities: [{ oidcs: [{ issuer: oidcIssuer(region, id) }] }],
        status: "ACTIVE",
        platformVersion: "eks.1",
        createdAt: CREATED,
        version: text(inputs.version) || "1.35",
        vpcConfig: {
            ...map(inputs.vpcConfig),
            clusterSecurityGroupId: clusterSecurityGroup(id),
            vpcId: "vpc-stand-in",
        },
    };
}

export const EKS: Readonly<Record<string, Facts>> = {
    "aws:eks/cluster:Cluster": {
        id: ({ inputs }) => text(inputs.name),
        arn: ({ region }, id) => `eks:${region}:${ACCOUNT}:cluster/${id}`,
        autoName: "name",
        outputs: clusterOutputs,
        replaceOn: [
            "name",
            "roleArn",
            "bootstrapSelfManagedAddons",
            "encryptionConfig",
            "kubernetesNetworkConfig.ipFamily",
            "kubernetesNetworkConfig.serviceIpv4Cidr",
            "accessConfig.bootstrapClusterCreatorAdminPermissions",
        ],
    },
    "aws:eks/nodeGroup:NodeGroup": {
        id: byClusterAnd("nodeGroupName"),
        arn: inCluster("nodegroup", "clusterName", "nodeGroupName"),
        autoName: "nodeGroupName",
        outputs: ({ seed }) => ({
            status: "ACTIVE",
            resources: [{ autoscalingGroups: [{ name: `eks-${digits(seed, 8)}` }], remoteAccessSecurityGroupId: "" }],
        }),
        replaceOn: [
            "clusterName",
            "nodeGroupName",
            "nodeGroupNamePrefix",
            "subnetIds",
            "nodeRoleArn",
            "instanceTypes",
            "amiType",
            "capacityType",
            "diskSize",
            "launchTemplate.id",
            "launchTemplate.name",
        ],
    },
    "aws:eks/addon:Addon": {
        id: byClusterAnd("addonName"),
        arn: inCluster("addon", "clusterName", "addonName"),
        outputs: () => ({ createdAt: CREATED, modifiedAt: CREATED }),
        replaceOn: ["clusterName", "addonName"],
    },
    "aws:eks/accessEntry:AccessEntry": {
        id: byClusterAnd("principalArn"),
        outputs: (context, id) => ({
            accessEntryArn: `arn:${partitionOf(context.region)}:${inCluster("access-entry", "clusterName")(context, id)}`,
            createdAt: CREATED,
            modifiedAt: CREATED,
            userName: text(context.inputs.userName) || text(context.inputs.principalArn),
        }),
        replaceOn: ["clusterName", "principalArn", "type"],
    },
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
        id: joined("#", "clusterName", "principalArn", "policyArn"),
        outputs: () => ({ associatedAt: CREATED, modifiedAt: CREATED }),
        replaceOn: ["clusterName", "principalArn", "policyArn", "accessScope"],
    },
    "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
        id: "a-",
        outputs: (context, id) => ({
            associationId: id,
            associationArn: `arn:${partitionOf(context.region)}:${inCluster("podidentityassociation", "clusterName")(context, id)}`,
        }),
        replaceOn: ["clusterName", "namespace", "serviceAccount"],
    },
};
