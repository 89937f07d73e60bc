/**
 * What AWS would return for each resource type: the form of the id, the ARN, and the outputs that aren't inputs. The
 * names of the properties are those in the typings of @pulumi/aws 7.48.0; the values are plausible, not real.
 */
import { createHash } from "node:crypto";
import { partitionOf } from "../../../config/aws/partition";
import type { PropertyMap, Value } from "../values";

export const ACCOUNT = "123456789012";

/** The ARN of the caller. */
export const callerArn = (region: string): string => `arn:${partitionOf(region)}:iam::${ACCOUNT}:user/stand-in`;

/** Lower-case hexadecimal digits that depend only on `text`. */
export function digits(text: string, length: number): string {
    return createHash("sha256").update(text).digest("hex").slice(0, length);
}

/** What a resource's facts depend on. */
export interface Context {
    /** The same for the same URN and inputs, so that a replacement gets a different id. */
    readonly seed: string;
    readonly region: string;
    readonly inputs: PropertyMap;
    /** `endpoint` and base64 `ca` of the API server that stands in for the EKS cluster. */
    readonly cluster: { readonly endpoint: string; readonly ca: string };
}

export interface Facts {
    /** A prefix such as `vpc-`, or a function of the inputs that make up the id. */
    readonly id: string | ((context: Context) => string);
    /** The part of the ARN after the partition, for a given id. */
    readonly arn?: (context: Context, id: string) => string;
    /** Outputs in addition to inputs, id, arn, region and tagsAll. */
    readonly outputs?: (context: Context, id: string) => PropertyMap;
    /** The input that AWS's provider sets to a generated name if it is missing. */
    readonly autoName?: string;
    /** Inputs whose change replaces the resource. */
    readonly replaceOn?: readonly string[];
}

export function text(value: Value | undefined): string {
    return typeof value === "string" ? value : "";
}

function input(name: string): (context: Context) => string {
    return ({ inputs }) => text(inputs[name]);
}

export function joined(separator: string, ...names: string[]): (context: Context) => string {
    return ({ inputs }) => names.map((name) => text(inputs[name])).join(separator);
}

function ec2(kind: string): NonNullable<Facts["arn"]> {
    return ({ region }, id) => `ec2:${region}:${ACCOUNT}:${kind}/${id}`;
}

const owner = { ownerId: ACCOUNT };
const other = ({ seed }: Context, prefix: string): string => `${prefix}${digits(`${seed} ${prefix}`, 17)}`;
/** An address in TEST-NET-3, which nobody uses (RFC 5737). */
const publicIp = ({ seed }: Context): string => `203.0.113.${parseInt(digits(seed, 4), 16) % 254}`;

const EC2: Record<string, Facts> = {
    "aws:ec2/vpc:Vpc": {
        id: "vpc-",
        arn: ec2("vpc"),
        replaceOn: ["cidrBlock", "instanceTenancy", "ipv4IpamPoolId"],
        outputs: (context) => ({
            ...owner,
            defaultNetworkAclId: other(context, "acl-"),
            defaultRouteTableId: other(context, "rtb-"),
            mainRouteTableId: other(context, "rtb-"),
            defaultSecurityGroupId: other(context, "sg-"),
            dhcpOptionsId: other(context, "dopt-"),
            ipv6CidrBlock: "",
        }),
    },
    "aws:ec2/subnet:Subnet": {
        id: "subnet-",
        arn: ec2("subnet"),
        outputs: () => owner,
        replaceOn: ["cidrBlock", "availabilityZone", "availabilityZoneId", "vpcId"],
    },
    "aws:ec2/internetGateway:InternetGateway": { id: "igw-", arn: ec2("internet-gateway"), outputs: () => owner },
    "aws:ec2/natGateway:NatGateway": {
        id: "nat-",
        outputs: (context) => ({ publicIp: publicIp(context), networkInterfaceId: other(context, "eni-") }),
        replaceOn: ["allocationId", "connectivityType", "subnetId"],
    },
    "aws:ec2/eip:Eip": {
        id: "eipalloc-",
        arn: ec2("elastic-ip"),
        outputs: (context, id) => ({ allocationId: id, publicIp: publicIp(context), domain: "vpc" }),
    },
    "aws:ec2/routeTable:RouteTable": {
        id: "rtb-",
        arn: ec2("route-table"),
        outputs: () => owner,
        replaceOn: ["vpcId"],
    },
    "aws:ec2/route:Route": {
        id: "r-",
        outputs: () => ({ origin: "CreateRoute", state: "active" }),
        replaceOn: ["routeTableId", "destinationCidrBlock"],
    },
    "aws:ec2/routeTableAssociation:RouteTableAssociation": { id: "rtbassoc-", replaceOn: ["subnetId"] },
    "aws:ec2/securityGroup:SecurityGroup": {
        id: "sg-",
        arn: ec2("security-group"),
        autoName: "name",
        outputs: () => owner,
        replaceOn: ["name", "namePrefix", "description", "vpcId"],
    },
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
        id: "sgr-",
        arn: ec2("security-group-rule"),
        outputs: (_context, id) => ({ securityGroupRuleId: id }),
        replaceOn: ["securityGroupId"],
    },
    "aws:ec2/vpcEndpoint:VpcEndpoint": {
        id: "vpce-",
        arn: ec2("vpc-endpoint"),
        outputs: () => ({ ...owner, state: "available" }),
        replaceOn: ["vpcId", "serviceName", "vpcEndpointType"],
    },
    "aws:ec2/launchTemplate:LaunchTemplate": {
        id: "lt-",
        arn: ec2("launch-template"),
        autoName: "name",
        outputs: () => ({ latestVersion: 1, defaultVersion: 1 }),
        replaceOn: ["name", "namePrefix"],
    },
};

const IDENTITY: Record<string, Facts> = {
    "aws:iam/role:Role": {
        id: input("name"),
        arn: ({ inputs }, id) => `iam::${ACCOUNT}:role${text(inputs.path) || "/"}${id}`,
        autoName: "name",
        outputs: ({ seed }) => ({ uniqueId: `AROA${digits(seed, 17).toUpperCase()}` }),
        replaceOn: ["name", "namePrefix", "path"],
    },
    "aws:iam/policy:Policy": {
        id: ({ region, inputs }) =>
            `arn:${partitionOf(region)}:iam::${ACCOUNT}:policy${text(inputs.path) || "/"}${text(inputs.name)}`,
        arn: (_context, id) => id.replace(/^arn:[^:]*:/, ""),
        autoName: "name",
        outputs: ({ seed }) => ({ policyId: `ANPA${digits(seed, 17).toUpperCase()}`, attachmentCount: 0 }),
        replaceOn: ["name", "namePrefix", "path", "description"],
    },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
        id: joined("/", "role", "policyArn"),
        replaceOn: ["role", "policyArn"],
    },
    "aws:iam/rolePolicy:RolePolicy": { id: joined(":", "role", "name"), autoName: "name", replaceOn: ["name", "role"] },
    "aws:kms/key:Key": {
        id: "",
        arn: ({ region }, id) => `kms:${region}:${ACCOUNT}:key/${id}`,
        outputs: (_context, id) => ({ keyId: id }),
        replaceOn: ["customerMasterKeySpec", "keyUsage", "multiRegion"],
    },
    "aws:kms/grant:Grant": {
        id: ({ inputs, seed }) => `${text(inputs.keyId)}:${digits(seed, 64)}`,
        outputs: (_context, id) => ({ grantId: id.split(":").at(-1) ?? "", grantToken: digits(id, 32) }),
        // A change to any of its settings requires a new one: KMS can't change a grant.
        replaceOn: ["keyId", "granteePrincipal", "operations", "name", "retiringPrincipal", "constraints"],
    },
    "aws:kms/alias:Alias": {
        id: input("name"),
        arn: ({ region }, id) => `kms:${region}:${ACCOUNT}:${id}`,
        replaceOn: ["name"],
    },
    "aws:cloudwatch/logGroup:LogGroup": {
        id: input("name"),
        arn: ({ region }, id) => `logs:${region}:${ACCOUNT}:log-group:${id}`,
        autoName: "name",
        replaceOn: ["name", "namePrefix"],
    },
};

export const NETWORK_AND_IDENTITY: Readonly<Record<string, Facts>> = { ...EC2, ...IDENTITY };
