import { partitionOf } from "../../config/aws/partition";
import type { PreviewedResource } from "../../rehearsal/engine/collect";

/** An API call, and its resource; `*` if AWS generates the resource's name. */
export interface Call {
    action: string;
    resource: string;
    /** The service to which a role is passed, if that is known. */
    to?: string;
}

const account = "123456789012";

/**
 * Actions that AWS's provider needs to create, read, change and delete a resource of a type: its calls in
 * terraform-provider-aws, internal/service/SERVICE. For IAM, tags set on creation are a separate action.
 */
const actions: Record<string, string> = {
    "aws:cloudwatch/logGroup:LogGroup":
        "logs:CreateLogGroup logs:PutRetentionPolicy logs:DescribeLogGroups logs:ListTagsForResource logs:TagResource logs:UntagResource logs:DeleteLogGroup",
    "aws:ec2/eip:Eip":
        "ec2:AllocateAddress ec2:CreateTags ec2:DescribeAddresses ec2:DescribeAddressesAttribute ec2:DisassociateAddress ec2:ReleaseAddress",
    "aws:ec2/internetGateway:InternetGateway":
        "ec2:CreateInternetGateway ec2:CreateTags ec2:AttachInternetGateway ec2:DescribeInternetGateways ec2:DetachInternetGateway ec2:DeleteInternetGateway",
    "aws:ec2/launchTemplate:LaunchTemplate":
        "ec2:CreateLaunchTemplate ec2:CreateTags ec2:CreateLaunchTemplateVersion ec2:ModifyLaunchTemplate ec2:DescribeLaunchTemplates ec2:DescribeLaunchTemplateVersions ec2:DeleteLaunchTemplate",
    "aws:ec2/natGateway:NatGateway": "ec2:CreateNatGateway ec2:CreateTags ec2:DescribeNatGateways ec2:DeleteNatGateway",
    "aws:ec2/route:Route": "ec2:CreateRoute ec2:ReplaceRoute ec2:DescribeRouteTables ec2:DeleteRoute",
    "aws:ec2/routeTable:RouteTable":
        "ec2:CreateRouteTable ec2:CreateTags ec2:DescribeRouteTables ec2:DisassociateRouteTable ec2:DeleteRouteTable",
    "aws:ec2/routeTableAssociation:RouteTableAssociation":
        "ec2:AssociateRouteTable ec2:ReplaceRouteTableAssociation ec2:DescribeRouteTables ec2:DisassociateRouteTable",
    "aws:ec2/securityGroup:SecurityGroup":
        "ec2:CreateSecurityGroup ec2:CreateTags ec2:AuthorizeSecurityGroupIngress ec2:AuthorizeSecurityGroupEgress ec2:RevokeSecurityGroupIngress ec2:RevokeSecurityGroupEgress ec2:DescribeSecurityGroups ec2:DescribeNetworkInterfaces ec2:DeleteSecurityGroup",
    "aws:ec2/securityGroupRule:SecurityGroupRule":
        "ec2:AuthorizeSecurityGroupIngress ec2:RevokeSecurityGroupIngress ec2:DescribeSecurityGroups ec2:DescribeSecurityGroupRules",
    "aws:ec2/subnet:Subnet":
        "ec2:CreateSubnet ec2:CreateTags ec2:ModifySubnetAttribute ec2:DescribeSubnets ec2:DescribeNetworkInterfaces ec2:DeleteSubnet",
    "aws:ec2/vpc:Vpc":
        "ec2:CreateVpc ec2:CreateTags ec2:ModifyVpcAttribute ec2:DescribeVpcs ec2:DescribeVpcAttribute ec2:DescribeNetworkAcls ec2:DescribeRouteTables ec2:DescribeSecurityGroups ec2:DeleteVpc",
    "aws:ec2/vpcEndpoint:VpcEndpoint":
        "ec2:CreateVpcEndpoint ec2:CreateTags ec2:ModifyVpcEndpoint ec2:DescribeVpcEndpoints ec2:DescribePrefixLists ec2:DeleteVpcEndpoints route53:AssociateVPCWithHostedZone",
    "aws:eks/accessEntry:AccessEntry":
        "eks:CreateAccessEntry eks:TagResource eks:DescribeAccessEntry eks:UpdateAccessEntry eks:DeleteAccessEntry",
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation":
        "eks:AssociateAccessPolicy eks:ListAssociatedAccessPolicies eks:DisassociateAccessPolicy",
    "aws:eks/addon:Addon":
        "eks:CreateAddon eks:TagResource eks:DescribeAddon eks:UpdateAddon eks:DescribeAddonVersions eks:DescribeUpdate eks:DeleteAddon eks:CreatePodIdentityAssociation eks:DescribePodIdentityAssociation",
    "aws:eks/cluster:Cluster":
        "eks:CreateCluster eks:TagResource eks:DescribeCluster eks:ListClusters eks:UpdateClusterConfig eks:UpdateClusterVersion eks:DescribeUpdate eks:DeleteCluster",
    "aws:eks/nodeGroup:NodeGroup":
        "eks:CreateNodegroup eks:TagResource eks:DescribeNodegroup eks:UpdateNodegroupConfig eks:UpdateNodegroupVersion eks:DescribeUpdate eks:DeleteNodegroup ec2:RunInstances",
    "aws:eks/podIdentityAssociation:PodIdentityAssociation":
        "eks:CreatePodIdentityAssociation eks:TagResource eks:DescribePodIdentityAssociation eks:UpdatePodIdentityAssociation eks:DeletePodIdentityAssociation",
    "aws:iam/role:Role":
        "iam:CreateRole iam:TagRole iam:UntagRole iam:GetRole iam:GetRolePolicy iam:UpdateRole iam:UpdateRoleDescription iam:UpdateAssumeRolePolicy iam:ListRolePolicies iam:ListAttachedRolePolicies iam:ListInstanceProfilesForRole iam:DeleteRole",
    "aws:iam/rolePolicy:RolePolicy": "iam:PutRolePolicy iam:GetRolePolicy iam:DeleteRolePolicy",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment":
        "iam:AttachRolePolicy iam:ListAttachedRolePolicies iam:DetachRolePolicy",
    "aws:kms/grant:Grant": "kms:CreateGrant kms:ListGrants kms:RevokeGrant",
    "aws:kms/key:Key":
        "kms:CreateKey kms:TagResource kms:UntagResource kms:EnableKeyRotation kms:DescribeKey kms:GetKeyPolicy kms:PutKeyPolicy kms:GetKeyRotationStatus kms:ListResourceTags kms:UpdateKeyDescription kms:ScheduleKeyDeletion",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule":
        "ec2:AuthorizeSecurityGroupIngress ec2:CreateTags ec2:DescribeSecurityGroupRules ec2:ModifySecurityGroupRules ec2:RevokeSecurityGroupIngress",
};

/** The actions for reading a role, whose policies are read too: `resourceRoleRead`, in internal/service/iam/role.go. */
const toReadARole = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"];

/** The services for which EKS has roles, and looks them up with the permissions of the creator of a cluster or node group. */
const services = ["eks", "eks-nodegroup"];

/**
 * The calls that deploying a preview's resources requires.
 *
 * @throws Error for a type from AWS whose calls are unknown here
 */
export function callsOf(resources: readonly PreviewedResource[], region: string): Call[] {
    const made = resources.filter(({ type }) => type.startsWith("aws:"));
    const unknown = made.filter(({ type }) => !(type in actions)).map(({ type }) => type);
    if (unknown.length > 0) throw new Error(`no calls are known of ${[...new Set(unknown)].join(", ")}`);
    const each = (actions: readonly string[], resource: string) => actions.map((action) => ({ action, resource }));
    return [
        ...made.flatMap((resource) =>
            each(
                resource.op === "read" ? toReadARole : (actions[resource.type] ?? "").split(" "),
                nameOf(resource, made, region),
            ),
        ),
        // EKS reads the nodes' role with the permissions of whoever passes it (terraform-aws-eks 2018, and 2164 in
        // aws-controllers-k8s/community).
        ...handedOver(made, region).flatMap(({ role, to }) => [
            { action: "iam:PassRole", resource: role, ...(to && { to }) },
            ...each(["iam:GetRole", "iam:ListAttachedRolePolicies"], role),
        ]),
        // What EKS requests on behalf of whoever creates the cluster.
        ...each(["kms:CreateGrant", "kms:DescribeKey"], "*"),
        // "Failed to validate if SLR already exists due to missing permissions for 'iam:GetRole'" (terraform-aws-eks 823).
        ...services.flatMap((service) =>
            each(
                ["iam:CreateServiceLinkedRole", "iam:GetRole"],
                arnOf(`/aws-service-role/${service}.amazonaws.com/x`, region),
            ),
        ),
    ];
}

const arnOf = (role: string, region: string): string => `arn:${partitionOf(region)}:iam::${account}:role${role}`;

const roleArn = ({ inputs: { path = "/", name } }: PreviewedResource, region: string): string =>
    arnOf(`${path as string}${name as string}`, region);

/** The ARN with which IAM looks up a call's permission; `*` for a resource with an id that AWS generates. */
function nameOf(resource: PreviewedResource, made: readonly PreviewedResource[], region: string): string {
    if (resource.op === "read") return companyRoles(made)[0] ?? "*";
    if (resource.type === "aws:iam/role:Role") return roleArn(resource, region);
    if (/^aws:iam\/rolePolicy(Attachment)?:/.test(resource.type)) {
        const role = made.find(({ type, urn }) => type === "aws:iam/role:Role" && isRoleOf(urn, resource.urn));
        if (!role) throw new Error(`${resource.urn} is attached to no role of the stack`);
        return roleArn(role, region);
    }
    if (resource.type === "aws:cloudwatch/logGroup:LogGroup") {
        return `arn:${partitionOf(region)}:logs:${region}:${account}:log-group:${String(resource.inputs.name)}`;
    }
    return "*";
}

/** Both begin with the same name: `cluster-nodes-role` and `cluster-nodes-AmazonEKSWorkerNodePolicy`. */
function isRoleOf(role: string, attachment: string): boolean {
    const [one = "", other = ""] = [role, attachment].map((urn) => urn.split("::").at(-1));
    return other.startsWith(one.replace(/role$/, ""));
}

/** The existing roles that a stack uses, by their ARNs in its inputs. */
function companyRoles(made: readonly PreviewedResource[]): string[] {
    const text = JSON.stringify(made.map(({ inputs }) => inputs));
    return [...new Set(text.match(/arn:aws[a-z-]*:iam::\d{12}:role\/[\w/-]+/g) ?? [])];
}

/** Roles that a service assumes: those that are created, and those that the company has created. */
const handedOver = (made: readonly PreviewedResource[], region: string): { role: string; to?: string }[] => [
    ...made
        .filter(({ type, op }) => type === "aws:iam/role:Role" && op !== "read")
        .map((role) => ({ role: roleArn(role, region), to: serviceOf(role) })),
    ...companyRoles(made.filter(({ type }) => /:(NodeGroup|Addon|Cluster|PodIdentityAssociation)$/.test(type))).map(
        (role) => ({ role }),
    ),
];

/** The only service that may assume a role. */
function serviceOf({ inputs }: PreviewedResource): string {
    const { Statement } = JSON.parse(String(inputs.assumeRolePolicy)) as {
        Statement: { Principal: { Service: string | string[] } }[];
    };
    return String([Statement[0]?.Principal.Service].flat()[0]);
}
