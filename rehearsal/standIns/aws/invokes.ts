/** The functions of @pulumi/aws 7.48.0 that a program here calls; any other is rejected by name. */
import type { Json, JsonObject, PropertyMap } from "../values";
import { partitionOf } from "../../../config/aws/partition";
import { clusterEndpoint, clusterSecurityGroup, oidcIssuer } from "./eksFacts";
import { ACCOUNT, callerArn, digits, type Context } from "./facts";
import type { LogGroups } from "./logGroups";
import { policyDocument } from "./policyDocument";
import type { Account } from "./account";
import { CLUSTER, SUBNET } from "./refusals/refusal";
import { zoneIds, zoneNames } from "./zones";

/** What the answers depend on in addition to the arguments. */
export interface Surroundings extends Pick<Context, "region" | "cluster"> {
    /** The VPC of subnets that were not created here. */
    readonly vpcId: string;
    readonly logGroups: Pick<LogGroups, "list" | "get">;
    /** What was created here. Default: nothing. */
    readonly account?: Account;
}

type Answer = (args: JsonObject, surroundings: Surroundings) => JsonObject;

function string(value: Json | undefined): string {
    return typeof value === "string" ? value : "";
}

/**
 * The zone of a subnet that was not created here, from its id's last character, so that consecutive ids are in
 * different zones, as is plausible for an existing network.
 */
function zoneOf(subnetId: string, region: string): string {
    const names = zoneNames(region);
    return names[(subnetId.codePointAt(subnetId.length - 1) ?? 0) % names.length] ?? `${region}a`;
}

function subnet(args: JsonObject, { region, vpcId, account }: Surroundings): JsonObject {
    const id = string(args.id) || `subnet-${digits(JSON.stringify(args), 17)}`;
    return {
        ...elsewhere(id, args, { region, vpcId }),
        ...(account?.find(region, SUBNET, id) as JsonObject | undefined),
    };
}

/** A subnet that was not created here. */
function elsewhere(
    id: string,
    args: JsonObject,
    { region, vpcId }: Pick<Surroundings, "region" | "vpcId">,
): JsonObject {
    return {
        id,
        arn: `arn:${partitionOf(region)}:ec2:${region}:${ACCOUNT}:subnet/${id}`,
        availabilityZone: zoneOf(id, region),
        cidrBlock: `10.0.${parseInt(digits(id, 2), 16)}.0/24`,
        availableIpAddressCount: 251,
        // As a subnet with nodes requires; for private subnets, nothing reads it.
        mapPublicIpOnLaunch: true,
        ownerId: ACCOUNT,
        state: "available",
        tags: {},
        vpcId: string(args.vpcId) || vpcId,
    };
}

function vpc(args: JsonObject, { region }: Surroundings): JsonObject {
    const id = string(args.id) || `vpc-${digits(JSON.stringify(args), 17)}`;
    return {
        id,
        arn: `arn:${partitionOf(region)}:ec2:${region}:${ACCOUNT}:vpc/${id}`,
        cidrBlock: "10.0.0.0/16",
        default: false,
        enableDnsHostnames: true,
        enableDnsSupport: true,
        mainRouteTableId: `rtb-${digits(id, 17)}`,
        ownerId: ACCOUNT,
        state: "available",
        tags: {},
    };
}

function cluster(args: JsonObject, { region, cluster: played, vpcId, account }: Surroundings): JsonObject {
    const name = string(args.name);
    const { version, tagsAll, vpcConfig } = (account?.find(region, CLUSTER, name) ?? {}) as JsonObject;
    return {
        id: name,
        name,
        arn: `arn:${partitionOf(region)}:eks:${region}:${ACCOUNT}:cluster/${name}`,
        computeConfigs: [{ enabled: false }],
        accessConfigs: [{ authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true }],
        certificateAuthorities: [{ data: played.ca }],
        endpoint: played.endpoint || clusterEndpoint(region, name),
        identities: [{ oidcs: [{ issuer: oidcIssuer(region, name) }] }],
        platformVersion: "eks.1",
        roleArn: `arn:${partitionOf(region)}:iam::${ACCOUNT}:role/${name}`,
        status: "ACTIVE",
        tags: tagsAll ?? {},
        version: version ?? "1.35",
        vpcConfig: {
            clusterSecurityGroupId: clusterSecurityGroup(name),
            endpointPrivateAccess: false,
            endpointPublicAccess: true,
            publicAccessCidrs: ["0.0.0.0/0"],
            securityGroupIds: [],
            subnetIds: [],
            vpcId,
            ...(vpcConfig as JsonObject | undefined),
        },
    };
}

/** A version in the format that EKS uses; only AWS knows which ones are available. */
export function addonVersion(addonName: string, kubernetesVersion: string): string {
    return `v${kubernetesVersion || "1.35"}.0-eksbuild.${(parseInt(digits(addonName, 2), 16) % 9) + 1}`;
}

/** DNS suffixes of partitions that don't use `amazonaws.com`, from botocore's partitions.json. */
const dnsSuffixes: Readonly<Record<string, string>> = {
    "aws-cn": "amazonaws.com.cn",
    "aws-eusc": "amazonaws.eu",
    "aws-iso": "c2s.ic.gov",
    "aws-iso-b": "sc2s.sgov.gov",
    "aws-iso-e": "cloud.adc-e.uk",
    "aws-iso-f": "csp.hci.ic.gov",
};

const ANSWERS: Readonly<Record<string, Answer>> = {
    "aws:index/getCallerIdentity:getCallerIdentity": (_args, { region }) => ({
        accountId: ACCOUNT,
        arn: callerArn(region),
        userId: "AIDASTANDIN",
    }),
    "aws:index/getRegion:getRegion": (args, { region }) => {
        const name = string(args.region) || string(args.name) || region;
        return { name, id: name, region: name, description: name, endpoint: `ec2.${name}.amazonaws.com` };
    },
    "aws:index/getPartition:getPartition": (_args, { region }) => {
        const partition = partitionOf(region);
        const dnsSuffix = dnsSuffixes[partition] ?? "amazonaws.com";
        return { partition, dnsSuffix, reverseDnsPrefix: dnsSuffix.split(".").reverse().join(".") };
    },
    "aws:index/getAvailabilityZones:getAvailabilityZones": (_args, { region }) => ({
        names: zoneNames(region),
        zoneIds: zoneIds(region),
        groupNames: [region],
    }),
    "aws:iam/getPolicyDocument:getPolicyDocument": (args) => ({
        json: policyDocument(args),
        minifiedJson: JSON.stringify(JSON.parse(policyDocument(args))),
    }),
    "aws:cloudwatch/getLogGroups:getLogGroups": (args, { logGroups }) =>
        logGroups.list(string(args.logGroupNamePrefix)),
    "aws:cloudwatch/getLogGroup:getLogGroup": (args, { logGroups }) => logGroups.get(string(args.name)),
    "aws:ec2/getSubnet:getSubnet": subnet,
    "aws:ec2/getVpc:getVpc": vpc,
    "aws:eks/getCluster:getCluster": cluster,
    "aws:eks/getClusters:getClusters": (_args, { region, account }) => ({ names: account?.ids(region, CLUSTER) ?? [] }),
    "aws:eks/getAddonVersion:getAddonVersion": (args) => ({
        version: addonVersion(string(args.addonName), string(args.kubernetesVersion)),
    }),
};

/** @throws Error for a function without a stand-in */
export function answer(token: string, args: JsonObject, surroundings: Surroundings): PropertyMap {
    const found = ANSWERS[token];
    if (found === undefined) {
        const played = Object.keys(ANSWERS).map((name) => name.split(":").at(-1));
        throw new Error(`the aws stand-in does not play the function ${token}; it plays ${played.join(", ")}`);
    }
    const result = found(args, surroundings);
    return { ...args, ...result, id: result.id ?? surroundings.region, region: result.region ?? surroundings.region };
}
