import * as pulumi from "@pulumi/pulumi";
import { partitionOf } from "../config/aws/partition";

const subnets = (kind: string) => ["a", "b", "c"].map((zone) => `subnet-${kind}-${zone}`);

/** Outputs that the program reads from what it creates; a remote component is a single call, without children. */
const outputs: Record<string, pulumi.runtime.MockResourceResult["state"]> = {
    "awsx:ec2:Vpc": { vpcId: "vpc-1", publicSubnetIds: subnets("public"), privateSubnetIds: subnets("private") },
    "eks:index:Cluster": {
        eksCluster: { name: "confluent", roleArn: "arn:aws:test:::cluster-role" },
        clusterSecurityGroupId: "sg-of-eks",
        kubeconfigJson: '{"kind":"Config","users":[{"user":{"exec":{"args":["eks","get-token"]}}}]}',
    },
    "aws:ec2/launchTemplate:LaunchTemplate": { latestVersion: 1 },
};

/** EKS clusters that exist in AWS before the program runs, by name. */
export const clustersThere = new Map<
    string,
    { version: string; tags: Record<string, string>; subnetIds?: string[]; roleArn?: string; isAuto?: boolean }
>();

/** Log groups that exist in AWS before the program runs, by name. */
export const logGroupsThere = new Map<string, { retentionInDays: number; kmsKeyId?: string }>();

/** Ids of the account's zones, by name; if there are none, the caller may not query them. */
export const zonesThere = new Map<string, string>();

/**
 * Zones of the existing subnets that tests name: from the last letter of the id. Those that begin with 1 assign no
 * public addresses, and those that begin with 2 are in a VPC without DNS names.
 */
const zoneOf = (id: string): string => `eu-central-1${id.endsWith("2") ? "b" : id.endsWith("c") ? "c" : "a"}`;

/** @param last outputs of the last deployment */
export const mocksAfter = (last: Record<string, unknown>): pulumi.runtime.Mocks => ({
    newResource: ({ type, name, inputs }) => ({
        id: `${name}-id`,
        state: { ...(inputs as Record<string, string>), arn: `arn:aws:test:::${name}`, ...outputs[type] },
    }),
    call: ({ token, inputs }) => {
        if (token === "aws:eks/getClusters:getClusters") return { names: [...clustersThere.keys()] };
        if (token === "aws:eks/getCluster:getCluster") {
            const {
                subnetIds = [],
                roleArn = "arn:aws:iam::123456789012:role/any",
                isAuto = false,
                ...there
            } = clustersThere.get((inputs as { name: string }).name) ?? {
                version: "1.35",
                tags: {},
            };
            const found = { endpoint: "https://eks.test", certificateAuthorities: [{ data: "Q0E=" }] };
            return {
                ...(inputs as object),
                ...found,
                ...there,
                roleArn,
                vpcConfig: { subnetIds },
                computeConfigs: [{ enabled: isAuto }],
            };
        }
        if (token === "aws:cloudwatch/getLogGroups:getLogGroups") return { logGroupNames: [...logGroupsThere.keys()] };
        if (token === "aws:cloudwatch/getLogGroup:getLogGroup") {
            return { ...logGroupsThere.get((inputs as { name: string }).name) };
        }
        if (token === "aws:eks/getAddonVersion:getAddonVersion") {
            return {
                version: `v1.0.0-eksbuild.${(inputs as { kubernetesVersion: string }).kubernetesVersion.slice(2)}`,
            };
        }
        if (token === "aws:index/getCallerIdentity:getCallerIdentity") {
            return { arn: "arn:aws:sts::123456789012:assumed-role/deployer/session" };
        }
        if (token === "aws:index/getAvailabilityZones:getAvailabilityZones") {
            if (zonesThere.size === 0) throw new Error("UnauthorizedOperation");
            return { names: [...zonesThere.keys()], zoneIds: [...zonesThere.values()] };
        }
        if (token === "aws:ec2/getSubnet:getSubnet") {
            const { id } = inputs as { id: string };
            const mapPublicIpOnLaunch = !id.startsWith("subnet-1");
            const vpcId = id.startsWith("subnet-2") ? "vpc-0a1b2c3f" : "vpc-0a1b2c3d";
            // Those that begin with 3 are in a zone without EKS.
            const availabilityZoneId = id.startsWith("subnet-3") ? "use1-az3" : "euc1-az1";
            return { id, vpcId, availabilityZone: zoneOf(id), availabilityZoneId, mapPublicIpOnLaunch };
        }
        if (token === "aws:ec2/getVpc:getVpc") {
            const { id } = inputs as { id: string };
            return { id, enableDnsSupport: true, enableDnsHostnames: id !== "vpc-0a1b2c3f" };
        }
        if (token === "pulumi:pulumi:readStackOutputs") return { outputs: last };
        if (token === "aws:index/getPartition:getPartition") {
            return { partition: partitionOf(pulumi.runtime.getConfig("aws:region") ?? "") };
        }
        throw new Error(`the program called ${token}, which no mock answers`);
    },
});
