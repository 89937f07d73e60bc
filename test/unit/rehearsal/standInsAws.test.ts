import assert from "node:assert/strict";
import { awsStandIn } from "../../../rehearsal/standIns/aws/provider";
import { asLongAsAws, estimatedSeconds } from "../../../rehearsal/standIns/aws/delays";
import { answer } from "../../../rehearsal/standIns/aws/invokes";
import { LogGroups } from "../../../rehearsal/standIns/aws/logGroups";
import { made, seedOf, updated, withAutoName } from "../../../rehearsal/standIns/aws/outputs";
import { policyDocument } from "../../../rehearsal/standIns/aws/policyDocument";
import { Secret, UNKNOWN, type JsonObject, type PropertyMap } from "../../../rehearsal/standIns/values";

const context = {
    region: "eu-west-1",
    cluster: { endpoint: "", ca: "" },
    vpcId: "vpc-of-the-stack",
    logGroups: new LogGroups(),
};
const make = (type: string, inputs: PropertyMap, preview = false) =>
    made(type, inputs, { ...context, seed: seedOf("urn", inputs) }, { preview, defaultTags: { by: "stack" } });

describe("stand-ins: aws", () => {
    it("leaves unknown at preview what only AWS knows, and knows what follows from the inputs", () => {
        const { id, state } = make("aws:eks/cluster:Cluster", { name: "c", vpcConfig: { subnetIds: ["s"] } }, true);
        assert.equal(id, "");
        assert.deepEqual([state.arn, state.endpoint, state.name], [UNKNOWN, UNKNOWN, "c"]);
        assert.deepEqual(state.vpcConfig, { subnetIds: ["s"], clusterSecurityGroupId: UNKNOWN, vpcId: UNKNOWN });
        assert.deepEqual([state.region, state.tagsAll], ["eu-west-1", { by: "stack" }]);
    });

    it("gives the same id for the same inputs, another after a replacement, and none of a secret", () => {
        const subnet = (cidrBlock: string) => make("aws:ec2/subnet:Subnet", { cidrBlock }).id;
        assert.match(subnet("10.0.0.0/24"), /^subnet-[0-9a-f]{17}$/);
        assert.equal(subnet("10.0.0.0/24"), subnet("10.0.0.0/24"));
        assert.notEqual(subnet("10.0.0.0/24"), subnet("10.0.1.0/24"));
        assert.equal(seedOf("urn", { a: new Secret("x") }), seedOf("urn", { a: new Secret("y") }));
    });

    it("is of the region's partition, in ARNs and where it is asked", () => {
        const inGovCloud = { ...context, region: "us-gov-west-1" };
        const { state } = made(
            "aws:kms/key:Key",
            {},
            { ...inGovCloud, seed: "k" },
            { preview: false, defaultTags: {} },
        );
        assert.match(state.arn as string, /^arn:aws-us-gov:kms:us-gov-west-1:/);
        const partition = (region: string) => answer("aws:index/getPartition:getPartition", {}, { ...context, region });
        assert.equal(partition("us-gov-east-1").partition, "aws-us-gov");
        const { partition: china, dnsSuffix, reverseDnsPrefix } = partition("cn-north-1");
        assert.deepEqual([china, dnsSuffix, reverseDnsPrefix], ["aws-cn", "amazonaws.com.cn", "cn.com.amazonaws"]);
        assert.equal(partition("eu-west-1").partition, "aws");
    });

    it("works for a type that it does not know, with an id only", () => {
        const { id, state } = make("aws:sqs/queue:Queue", { name: "q" });
        assert.match(id, /^[0-9a-f-]{36}$/);
        assert.equal(state.name, "q");
    });

    it("keeps secret inputs secret among the outputs", () => {
        const { state } = make("aws:iam/role:Role", { name: "r", assumeRolePolicy: new Secret("{}") });
        assert.deepEqual(state.assumeRolePolicy, new Secret("{}"));
    });

    it("keeps what AWS computed at an update, drops removed inputs, and counts a template's versions", () => {
        const type = "aws:ec2/launchTemplate:LaunchTemplate";
        const inputs = { name: "t", imageId: "ami-1", userData: "x" };
        const { state } = make(type, inputs);
        const options = { preview: false, defaultTags: {} };
        const after = updated(type, state, inputs, { name: "t", imageId: "ami-2" }, options);
        assert.deepEqual([after.arn, after.imageId, after.userData], [state.arn, "ami-2", undefined]);
        assert.deepEqual([state.latestVersion, after.latestVersion], [1, 2]);
        assert.equal(updated(type, state, inputs, inputs, { ...options, preview: true }).latestVersion, UNKNOWN);
    });

    it("generates a name once", () => {
        const first = withAutoName("aws:iam/role:Role", "node", "urn:a", {}, {});
        assert.match(first.name as string, /^node-[0-9a-f]{7}$/);
        assert.deepEqual(withAutoName("aws:iam/role:Role", "node", "urn:b", first, {}), first);
        assert.deepEqual(withAutoName("aws:iam/role:Role", "node", "urn:a", {}, { namePrefix: "x" }), {
            namePrefix: "x",
        });
    });

    it("writes a policy document as IAM reads it", () => {
        const statements = [
            {
                actions: ["sts:AssumeRole", "sts:TagSession"],
                principals: [{ type: "Service", identifiers: ["pods.eks.amazonaws.com"] }],
                conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["1"] }],
            },
            { effect: "Deny", actions: ["*"], resources: ["*"], principals: [{ type: "*", identifiers: ["*"] }] },
        ];
        assert.deepEqual(JSON.parse(policyDocument({ statements } as unknown as JsonObject)), {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "pods.eks.amazonaws.com" },
                    Action: ["sts:AssumeRole", "sts:TagSession"],
                    Condition: { StringEquals: { "aws:SourceAccount": "1" } },
                },
                { Effect: "Deny", Principal: "*", Action: "*", Resource: "*" },
            ],
        });
    });

    it("refuses a function that it does not play, naming it and those it plays", () => {
        assert.throws(
            () => answer("aws:s3/getBucket:getBucket", {}, context),
            /getBucket; it plays .*getCallerIdentity/,
        );
    });

    it("puts existing subnets with consecutive ids in different zones", () => {
        const zone = (id: string) => answer("aws:ec2/getSubnet:getSubnet", { id }, context).availabilityZone;
        assert.equal(new Set(["subnet-0a", "subnet-0b", "subnet-0c"].map(zone)).size, 3);
    });

    it("puts existing subnets into the VPC that the stack takes", () => {
        const { vpcId } = answer("aws:ec2/getSubnet:getSubnet", { id: "subnet-0a" }, context);
        assert.equal(vpcId, "vpc-of-the-stack");
    });

    it("knows how long the long ones take", () => {
        assert.equal(estimatedSeconds("aws:eks/cluster:Cluster", "create"), 540);
        assert.equal(estimatedSeconds("aws:iam/role:Role", "create"), 2);
    });

    it("takes that long according to the scale, no longer than until the engine cancels, and no time at scale 0", async () => {
        const begin = Date.now();
        const { signal } = new AbortController();
        await asLongAsAws("aws:eks/cluster:Cluster", "create", 0, signal);
        await asLongAsAws("aws:iam/role:Role", "create", 0.05, signal);
        const taken = Date.now() - begin;
        assert.ok(taken >= 95 && taken < 1000, `${taken} ms`);
        const cluster = asLongAsAws("aws:eks/cluster:Cluster", "create", 1, AbortSignal.timeout(10));
        await assert.rejects(cluster, /cancelled during create/);
    });

    it("refuses what EKS refuses: skipped versions, a downgrade, a second entry for the creator, another partition", async () => {
        const session = awsStandIn({ version: "7.0.0", timeScale: 0, ...context }).open();
        const subject = (type: string) => ({ urn: "urn", name: "x", type });
        const update = (from: string, to: string) =>
            session.update(
                subject("aws:eks/cluster:Cluster"),
                { id: "c", state: { version: from }, inputs: { version: from } },
                { version: to },
                { preview: false },
            );
        await assert.rejects(update("1.33", "1.35"), /Unsupported Kubernetes minor version update from 1\.33 to 1\.35/);
        await assert.rejects(update("1.34", "1.33"), /from 1\.34 to 1\.33/);
        assert.equal((await update("1.34", "1.35")).version, "1.35");

        const entry = (principalArn: string) =>
            session.create(subject("aws:eks/accessEntry:AccessEntry"), { principalArn }, { preview: false });
        await assert.rejects(entry("arn:aws:iam::123456789012:user/stand-in"), /ResourceInUseException/);
        await assert.rejects(entry("arn:aws-cn:iam::123456789012:role/x"), /invalid principal/);
        await entry("arn:aws:iam::123456789012:role/x");
        const attachment = { role: "r", policyArn: "arn:aws-us-gov:iam::aws:policy/AmazonEKSClusterPolicy" };
        const attach = session.create(subject("aws:iam/rolePolicyAttachment:RolePolicyAttachment"), attachment, {
            preview: false,
        });
        await assert.rejects(attach, /Invalid ARN partition/);
    });

    it("recreates a cluster's log group without retention, and refuses a second with the same name", async () => {
        const session = awsStandIn({
            version: "7.48.0",
            timeScale: 0,
            cluster: context.cluster,
            vpcId: "vpc-1",
        }).open();
        const name = "/aws/eks/confluent/cluster";
        const subject = { urn: "urn", type: "aws:cloudwatch/logGroup:LogGroup", name: "logs" };
        const group = { name, retentionInDays: 30 };
        const { id, state } = await session.create(subject, group, { preview: false });
        await assert.rejects(
            async () => session.create(subject, group, { preview: false }),
            /ResourceAlreadyExistsException: The specified log group already exists/,
        );
        await session.delete(subject, id, state, { preview: false });
        assert.deepEqual((await session.read(subject, name, {}, {}))?.inputs, { name });
        assert.deepEqual(
            session.invoke("aws:cloudwatch/getLogGroups:getLogGroups", { logGroupNamePrefix: name }).logGroupNames,
            [name],
        );
        assert.equal(session.invoke("aws:cloudwatch/getLogGroup:getLogGroup", { name }).retentionInDays, 0);
    });
});
