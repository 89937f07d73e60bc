/**
 * Types of AWS that take tags, of those that a stack here makes or may come to make, without the class's name. A test
 * holds the list against the SDK's typings.
 */
export const taggable: readonly string[] = [
    "cloudwatch/logGroup",
    "ebs/volume",
    "ec2/defaultSecurityGroup",
    "ec2/eip",
    "ec2/instance",
    "ec2/internetGateway",
    "ec2/launchTemplate",
    "ec2/natGateway",
    "ec2/networkAcl",
    "ec2/routeTable",
    "ec2/securityGroup",
    "ec2/subnet",
    "ec2/vpc",
    "ec2/vpcEndpoint",
    "efs/fileSystem",
    "eks/accessEntry",
    "eks/addon",
    "eks/cluster",
    "eks/fargateProfile",
    "eks/nodeGroup",
    "eks/podIdentityAssociation",
    "iam/instanceProfile",
    "iam/openIdConnectProvider",
    "iam/policy",
    "iam/role",
    "kms/key",
    "vpc/securityGroupEgressRule",
    "vpc/securityGroupIngressRule",
];
