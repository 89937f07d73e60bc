import * as aws from "@pulumi/aws";
import type { Example } from "./example";

export const noNatGateway: Example = {
    config: "policy/nat-denied.json",
    bad: () => void new aws.ec2.NatGateway("nat", { subnetId: "subnet-1", connectivityType: "private" }),
    good: () => void new aws.ec2.InternetGateway("internet", { vpcId: "vpc-1" }),
    says: { wrong: /a NAT gateway is denied/, remedy: /Set network\.nat to none/ },
};
