"""Prints the ids of everything that there is, by kind, as JSON. One process asks for all: `aws` takes a second for each."""

import json

import boto3

ec2, iam, kms, logs = (boto3.client(service) for service in ["ec2", "iam", "kms", "logs"])
gateways = ec2.describe_nat_gateways()["NatGateways"]

found = {
    "VPCs": [one["VpcId"] for one in ec2.describe_vpcs()["Vpcs"]],
    "subnets": [one["SubnetId"] for one in ec2.describe_subnets()["Subnets"]],
    "route tables": [one["RouteTableId"] for one in ec2.describe_route_tables()["RouteTables"]],
    "internet gateways": [one["InternetGatewayId"] for one in ec2.describe_internet_gateways()["InternetGateways"]],
    "NAT gateways": [one["NatGatewayId"] for one in gateways if one["State"] != "deleted"],
    "addresses": [one["AllocationId"] for one in ec2.describe_addresses()["Addresses"]],
    "security groups": [one["GroupId"] for one in ec2.describe_security_groups()["SecurityGroups"]],
    "launch templates": [one["LaunchTemplateId"] for one in ec2.describe_launch_templates()["LaunchTemplates"]],
    "roles": [one["RoleName"] for one in iam.list_roles()["Roles"]],
    "policies": [one["Arn"] for one in iam.list_policies(Scope="Local")["Policies"]],
    "identity providers": [one["Arn"] for one in iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]],
    "keys": [one["KeyId"] for one in kms.list_keys()["Keys"]],
    "log groups": [one["logGroupName"] for one in logs.describe_log_groups()["logGroups"]],
}
print(json.dumps({kind: sorted(ids) for kind, ids in found.items()}))
