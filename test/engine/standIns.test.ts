import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { BUILD_MS, counts, ops, startEngine, type Engine, type Registered } from "./standInsEngine";

const ZONES = ["eu-west-1a", "eu-west-1b"];

interface Network {
    nat: "None" | "Single" | "OnePerAz";
    team?: string;
    privateSubnets?: boolean;
    endpoints?: string[];
}

function network({ nat, team = "platform", privateSubnets = true, endpoints = [] }: Network) {
    return new awsx.ec2.Vpc("net", {
        cidrBlock: "10.0.0.0/16",
        availabilityZoneNames: ZONES,
        subnetStrategy: "Auto",
        enableDnsHostnames: true,
        natGateways: { strategy: nat },
        tags: { team },
        subnetSpecs: [
            { type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"], tags: { "kubernetes.io/role/elb": "1" } },
            ...(privateSubnets ? [{ type: "Private" as const, cidrBlocks: ["10.0.2.0/24", "10.0.3.0/24"] }] : []),
        ],
        vpcEndpointStrategy: "Auto",
        vpcEndpointSpecs: endpoints.map((service) => ({
            serviceName: `com.amazonaws.eu-west-1.${service}`,
            vpcEndpointType: service === "s3" ? "Gateway" : "Interface",
        })),
    });
}

const program = (asked: Network) => () => {
    const { vpcId, publicSubnetIds, privateSubnetIds, natGateways, vpc } = network(asked);
    return Promise.resolve({ vpcId, publicSubnetIds, privateSubnetIds, gateways: natGateways.length, arn: vpc.arn });
};

const changed = (steps: readonly Registered[]) => steps.filter(({ op }) => op !== "same");

describe("stand-ins: aws and awsx on the real engine", () => {
    let engine: Engine;

    beforeEach(async function () {
        this.timeout(BUILD_MS);
        engine = await startEngine({ kinds: ["aws", "awsx", "eks"] }, { "aws:region": "eu-west-1" });
    });
    afterEach(() => engine.end());

    // Counts of the real component, from its own program on the real engine (reference: pulumi.md).
    const common = {
        "awsx:ec2:Vpc": 1,
        "aws:ec2/vpc:Vpc": 1,
        "aws:ec2/internetGateway:InternetGateway": 1,
        "aws:ec2/subnet:Subnet": 4,
        "aws:ec2/routeTable:RouteTable": 4,
        "aws:ec2/routeTableAssociation:RouteTableAssociation": 4,
    };
    const gateways = (number: number) => ({ "aws:ec2/eip:Eip": number, "aws:ec2/natGateway:NatGateway": number });
    for (const [nat, more] of [
        ["None", { "aws:ec2/route:Route": 2 }],
        ["Single", { "aws:ec2/route:Route": 4, ...gateways(1) }],
        ["OnePerAz", { "aws:ec2/route:Route": 4, ...gateways(2) }],
    ] as const) {
        it(`a VPC with NAT ${nat} has exactly the real component's children`, async () => {
            const { steps } = await engine.run("preview", program({ nat }));
            assert.deepEqual(counts(steps), { ...common, ...more });
        });
    }

    it("a VPC of public subnets alone has no private ones' tables and routes", async () => {
        const { steps } = await engine.run("preview", program({ nat: "None", privateSubnets: false }));
        const two = ["subnet:Subnet", "routeTable:RouteTable", "routeTableAssociation:RouteTableAssociation"];
        const expected = Object.fromEntries([...two, "route:Route"].map((type) => [`aws:ec2/${type}`, 2]));
        assert.deepEqual(counts(steps), { ...common, ...expected });
    });

    it("names and places the children as the real component does", async () => {
        const { steps } = await engine.run("preview", program({ nat: "Single" }));
        const place = (type: string) =>
            steps
                .filter((step) => step.type.endsWith(`:${type}`))
                .map(({ name, parent }) => `${name} in ${parent}`)
                .sort();
        assert.deepEqual(place("Subnet"), [
            "net-private-1 in net",
            "net-private-2 in net",
            "net-public-1 in net",
            "net-public-2 in net",
        ]);
        assert.deepEqual(place("NatGateway"), ["net-1 in net-public-1"]);
        assert.deepEqual(place("RouteTable")[0], "net-private-1 in net-private-1");
    });

    it("endpoints get subnets, a security group each that lets HTTPS in, and route tables under strategy Auto", async () => {
        const { steps } = await engine.run("up", program({ nat: "None", endpoints: ["s3", "ec2", "sts"] }));
        assert.equal(counts(steps)["aws:ec2/vpcEndpoint:VpcEndpoint"], 3);
        assert.equal(counts(steps)["aws:ec2/securityGroup:SecurityGroup"], 2);
        assert.equal(counts(steps)["aws:ec2/securityGroupRule:SecurityGroupRule"], 2);
        const inputs = (service: string) =>
            (engine.resources().find(({ urn }) => urn.endsWith(`.${service}`))?.inputs ?? {}) as Record<
                string,
                string[]
            >;
        assert.equal(inputs("sts").subnetIds?.length, 2);
        assert.equal(inputs("sts").securityGroupIds?.length, 1);
        assert.equal(inputs("s3").routeTableIds?.length, 4);
    });

    it("preview, up, up with no changes, a change of what changed only, destroy to nothing", async () => {
        const asked = { nat: "Single" } as const;
        const previewed = await engine.run("preview", program(asked));
        const made = await engine.run("up", program(asked));
        assert.deepEqual(counts(made.steps), counts(previewed.steps));
        assert.deepEqual(ops(made.steps), ["create"]);
        const outputs = await engine.outputs();
        assert.match(String(outputs.vpcId), /^vpc-[0-9a-f]{17}$/);
        assert.match(String(outputs.arn), /^arn:aws:ec2:eu-west-1:\d{12}:vpc\/vpc-/);
        assert.equal((outputs.publicSubnetIds as string[]).length, 2);
        assert.equal(outputs.gateways, 1);

        assert.deepEqual(ops((await engine.run("up", program(asked))).steps), ["same"]);

        const retagged = await engine.run("up", program({ ...asked, team: "data" }));
        assert.deepEqual(ops(retagged.steps), ["same", "update"]);
        const untagged = ["Route", "RouteTableAssociation", "awsx:ec2:Vpc"];
        assert.ok(changed(retagged.steps).every(({ type }) => !untagged.some((end) => type.endsWith(`:${end}`))));

        await engine.run("destroy", program(asked));
        assert.deepEqual(engine.resources(), []);
    });

    it("keeps secrets out of the state in plain, and outputs made of them secret", async () => {
        const { outputs } = await engine
            .run("up", () => {
                const assumeRolePolicy = pulumi.secret('{"Sid":"hush-hush"}');
                const role = new aws.iam.Role("role", { assumeRolePolicy });
                return Promise.resolve({ policy: role.assumeRolePolicy, arn: role.arn });
            })
            .then(async () => ({ outputs: await engine.stack.outputs() }));
        assert.deepEqual([outputs.policy?.secret, outputs.arn?.secret], [true, false]);
        assert.ok(!engine.state().includes("hush-hush"));
    });

    it("replaces a subnet whose range changes, and what depends on it", async () => {
        const subnet = (cidrBlock: string) => () => {
            const { id } = new aws.ec2.Subnet("s", { vpcId: "vpc-1", cidrBlock });
            new aws.ec2.RouteTableAssociation("a", { subnetId: id, routeTableId: "rtb-1" });
            return Promise.resolve();
        };
        await engine.run("up", subnet("10.0.0.0/24"));
        const { steps } = await engine.run("up", subnet("10.0.1.0/24"));
        assert.deepEqual([...new Set(changed(steps).map(({ name, op }) => `${name} ${op}`))].sort(), [
            "a create-replacement",
            "a delete-replaced",
            "a replace",
            "s create-replacement",
            "s delete-replaced",
            "s replace",
        ]);
    });

    it("reports a component's error, does not hang, and continues serving", async () => {
        const uneven = () => {
            new awsx.ec2.Vpc("net", {
                availabilityZoneNames: ZONES,
                natGateways: { strategy: "None" },
                subnetSpecs: [{ type: "Public", cidrBlocks: ["10.0.0.0/24"] }],
            });
            return Promise.resolve();
        };
        await assert.rejects(
            engine.run("preview", uneven),
            /Public needs one CIDR block in cidrBlocks for each of 2 zones/,
        );
        const noPrivate = program({ nat: "Single", privateSubnets: false });
        await assert.rejects(engine.run("preview", noPrivate), /Single needs both a public and a private subnet/);
        const asked = () => aws.s3.getBucket({ bucket: "b" }).then(() => undefined);
        await assert.rejects(engine.run("preview", asked), /aws stand-in does not play the function aws:s3\/getBucket/);
        assert.equal((await engine.run("preview", program({ nat: "None" }))).steps.length > 10, true);
    });
});
