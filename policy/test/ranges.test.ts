import assert from "node:assert/strict";
import { isOpen } from "../ranges";
import { noNatGateway } from "../rules/noNatGateway";
import { noOpenRanges } from "../rules/noOpenRanges";
import { unknown } from "../values";
import { said, seen } from "./seen";
import { judges } from "./table";

const group = "aws:ec2/securityGroup:SecurityGroup";
const rule = "aws:ec2/securityGroupRule:SecurityGroupRule";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const cluster = "aws:eks/cluster:Cluster";
const service = "kubernetes:core/v1:Service";
const release = "kubernetes:helm.sh/v3:Release";

describe("the policy no-open-ranges", () => {
    it("takes ranges wider than /8 for open, halves of the internet too", () => {
        const open = ["0.0.0.0/0", "::/0", "128.0.0.0/1", " 0.0.0.0/0", "8.0.0.0/7", "2000::/3"];
        const narrow = ["10.0.0.0/8", "203.0.113.0/24", "203.0.113.7/32", "2001:db8::/32", "sg-0a1b2c3d", ""];
        assert.deepEqual(open.filter(isOpen), open);
        assert.deepEqual(narrow.filter(isOpen), []);
    });

    judges(noOpenRanges, [
        ["a group open to few", group, { ingress: [{ cidrBlocks: ["10.0.0.0/16"] }] }],
        [
            "a group open to all of IPv6",
            group,
            { ingress: [{ cidrBlocks: ["10.0.0.0/16"] }, { ipv6CidrBlocks: ["::/0"] }] },
            /ingress\[1\]\.ipv6CidrBlocks lets in \["::\/0"\]/,
        ],
        ["a way out to everywhere", group, { egress: [{ cidrBlocks: ["0.0.0.0/0"] }] }],
        [
            "the VPC's own group, open",
            "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
            { ingress: [{ cidrBlocks: ["0.0.0.0/0"] }] },
            /lets in/,
        ],
        ["a rule that opens", rule, { type: "ingress", cidrBlocks: ["0.0.0.0/0"] }, /cidrBlocks lets in/],
        ["a rule for the way out", rule, { type: "egress", cidrBlocks: ["0.0.0.0/0"] }],
        ["a rule of the newer kind that opens", ingress, { cidrIpv4: "0.0.0.0/1" }, /cidrIpv4 lets in/],
        ["ranges that are not known yet", ingress, { cidrIpv4: unknown }],
        ["a cluster for some addresses", cluster, { vpcConfig: { publicAccessCidrs: ["203.0.113.0/24"] } }],
        [
            "a cluster that does not say for whom",
            cluster,
            { vpcConfig: {} },
            /publicAccessCidrs lets in \["0\.0\.0\.0\/0"\]/,
        ],
        ["a cluster with no public endpoint", cluster, { vpcConfig: { endpointPublicAccess: false } }],
        ["a service inside the cluster", service, { spec: { type: "ClusterIP" } }],
        [
            "a load balancer for everybody",
            service,
            { spec: { type: "LoadBalancer" } },
            /spec\.loadBalancerSourceRanges lets in/,
        ],
        [
            "a load balancer for few",
            service,
            { spec: { type: "LoadBalancer", loadBalancerSourceRanges: ["10.0.0.0/8"] } },
        ],
        [
            "a load balancer with no public address",
            service,
            {
                metadata: { annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" } },
                spec: { type: "LoadBalancer" },
            },
        ],
        [
            "a chart's load balancer for everybody",
            release,
            { values: { server: { service: { type: "LoadBalancer", loadBalancerSourceRanges: ["0.0.0.0/0"] } } } },
            /values\.server\.service\.loadBalancerSourceRanges lets in/,
        ],
        [
            "a chart's load balancer that says nothing",
            release,
            { values: { service: { type: "LoadBalancer" } } },
            /lets in/,
        ],
        ["a chart with none", release, { values: { server: { service: { type: "NodePort" } } } }],
    ]);
});

describe("the policy no-nat-gateway", () => {
    const gateway = seen("aws:ec2/natGateway:NatGateway", { subnetId: unknown });
    it("lets one pass where nobody said that they are denied", () => assert.deepEqual(said(noNatGateway, gateway), []));
    it("refuses one where they are denied", () =>
        assert.match(said(noNatGateway, gateway, { denied: true }).join(), /Set network\.nat to none/));
});
