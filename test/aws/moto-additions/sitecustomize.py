"""What moto's CloudFormation leaves out of AWS::EC2::* and AWS::IAM::Role: Python loads this by itself where it is on PYTHONPATH.

moto's EC2 and IAM associate route tables, delete gateways and attach policies; its CloudFormation never asks them to. So a
stack's deletion left route tables, gateways and addresses behind, and failed for the VPC around them.
"""

from moto.ec2.models import ec2_backends
from moto.ec2.models.elastic_ip_addresses import ElasticAddress
from moto.ec2.models.internet_gateways import InternetGateway
from moto.ec2.models.nat_gateways import NatGateway
from moto.ec2.models.route_tables import RouteTable
from moto.ec2.models.subnets import Subnet, SubnetRouteTableAssociation
from moto.ec2.models.vpn_gateway import VPCGatewayAttachment
from moto.iam.models import Role, iam_backends


def deletes(kind, delete):
    """Gives a kind of resources the method that CloudFormation calls to delete one of them."""
    kind.delete = lambda self, account, region: delete(ec2_backends[account][region], self)


def adds(kind, complete):
    """Gives what CloudFormation has made of a kind what is missing: `complete` is told it, its properties and where."""
    create = kind.create_from_cloudformation_json.__func__

    def create_whole(cls, resource_name, cloudformation_json, account_id, region_name, **others):
        made = create(cls, resource_name, cloudformation_json, account_id, region_name, **others)
        complete(made, cloudformation_json["Properties"], account_id, region_name)
        return made

    kind.create_from_cloudformation_json = classmethod(create_whole)


def attach_policies(role, properties, account, _):
    for arn in properties.get("ManagedPolicyArns", []):
        iam_backends[account][arn.split(":")[1]].attach_role_policy(arn, role.name)


def open_subnet(subnet, properties, account, region):
    value = str(properties.get("MapPublicIpOnLaunch", False)).lower() == "true"
    ec2_backends[account][region].modify_subnet_attribute(subnet.id, "map_public_ip_on_launch", value)


def delete_role(role, account, region):
    iam = iam_backends[account]["aws"]
    for arn in list(role.managed_policies):
        iam.detach_role_policy(arn, role.name)
    for name in list(role.policies):
        role.delete_policy(name)
    iam.delete_role(role.name)


def detach(ec2, attachment):
    for gateway in ec2.internet_gateways.values():
        if gateway.vpc and gateway.vpc.id == attachment.vpc_id:
            ec2.detach_internet_gateway(gateway.id, attachment.vpc_id)
            return


def release(ec2, address):
    users = [
        gateway.id
        for gateway in ec2.nat_gateways.values()
        if gateway.state != "deleted" and any(one["allocationId"] == address.allocation_id for one in gateway.address_set)
    ]
    if users:
        raise ValueError(f"{address.public_ip} is in use by {users}")
    ec2.release_address(allocation_id=address.allocation_id)


def associate(cls, resource_name, cloudformation_json, account_id, region_name, **_):
    properties = cloudformation_json["Properties"]
    table, subnet = properties["RouteTableId"], properties["SubnetId"]
    association = SubnetRouteTableAssociation(table, subnet)
    association.id = ec2_backends[account_id][region_name].associate_route_table(table, subnet_id=subnet)
    return association


SubnetRouteTableAssociation.create_from_cloudformation_json = classmethod(associate)
SubnetRouteTableAssociation.physical_resource_id = property(lambda self: self.id)

adds(Role, attach_policies)
adds(Subnet, open_subnet)
Role.delete = delete_role
deletes(SubnetRouteTableAssociation, lambda ec2, one: ec2.disassociate_route_table(one.id))
deletes(RouteTable, lambda ec2, table: ec2.delete_route_table(table.id))
deletes(VPCGatewayAttachment, detach)
deletes(InternetGateway, lambda ec2, gateway: ec2.delete_internet_gateway(gateway.id))
deletes(NatGateway, lambda ec2, gateway: ec2.delete_nat_gateway(gateway.id))
deletes(ElasticAddress, release)
