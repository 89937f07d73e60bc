import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import type { Input, CustomResourceOptions } from "@pulumi/pulumi";
import { BUILD_MS, startEngine, type Engine } from "./standInsEngine";

const roleArn = "arn:aws:iam::123456789012:role/any";
const region = "eu-central-1";

/** Subnets of two zones and a third, for clusters. */
function subnets() {
    const subnet = (name: string, letter: string, more: object = {}) =>
        new aws.ec2.Subnet(name, { vpcId: "vpc-1", availabilityZone: region + letter, ...more }).id;
    return {
        two: [subnet("a", "a"), subnet("b", "b")],
        one: [subnet("a1", "a"), subnet("a2", "a")],
        third: subnet("c", "c"),
        // As an account has it whose letter stands for the zone that EKS is not in.
        without: subnet("without", "b", { availabilityZoneId: "use1-az3" }),
    };
}

function cluster(name: string, subnetIds: Input<string>[], more: object = {}, opts: CustomResourceOptions = {}) {
    return new aws.eks.Cluster(
        name,
        { name, roleArn, version: "1.34", vpcConfig: { subnetIds, ...more }, ...more },
        opts,
    );
}

const sizes = { minSize: 1, desiredSize: 2, maxSize: 3 };
const nodes = (name: string, more: Partial<aws.eks.NodeGroupArgs>, opts: CustomResourceOptions = {}) =>
    new aws.eks.NodeGroup(
        name,
        { clusterName: "there", nodeRoleArn: roleArn, subnetIds: ["subnet-1"], scalingConfig: sizes, ...more },
        opts,
    );

/** What was made before, and stays as it was or is changed. */
function there(changed: boolean) {
    const { two, one, third, without } = subnets();
    const made = cluster("there", two);
    cluster("moved", changed ? [...two, third] : two);
    cluster("upgraded", two, { version: changed ? "1.36" : "1.34" });
    const on = { dependsOn: made };
    nodes("nodes", { nodeGroupName: "taken", scalingConfig: changed ? { ...sizes, minSize: 3 } : sizes }, on);
    const addon = { clusterName: "there", addonName: "kube-proxy" };
    new aws.eks.Addon("proxy", { ...addon, addonVersion: `v1.${changed ? 35 : 34}.0-eksbuild.1` }, on);
    new aws.eks.AccessEntry("entry", { clusterName: "there", principalArn: roleArn }, on);
    return { two, one, without, addon };
}

/** What is asked for beside it, all of it wrong. */
function wrong() {
    const { two, one, without, addon } = there(false);
    new aws.eks.Cluster("again", { name: "there", roleArn, vpcConfig: { subnetIds: two } });
    cluster("old", two, { version: "1.20" });
    cluster("reserved", two, { publicAccessCidrs: ["198.51.100.7/32", "10.0.0.0/8"] });
    cluster("one-zone", one);
    cluster("no-eks", [...two.slice(0, 1), without]);
    new aws.ec2.Subnet("nowhere", { vpcId: "vpc-1", availabilityZone: `${region}f` });
    const template = new aws.ec2.LaunchTemplate("template", { instanceType: "m5.large" });
    const launchTemplate = { id: template.id, version: "1" };
    nodes("nodes-again", { nodeGroupName: "taken" });
    nodes("disk", { diskSize: 100, launchTemplate });
    nodes("types", { instanceTypes: ["m5.large"], launchTemplate });
    nodes("architecture", { instanceTypes: ["t4g.medium"] });
    nodes("release", { version: "1.34", releaseVersion: "1.35.1-20260101" });
    nodes("few", { scalingConfig: { minSize: 3, desiredSize: 2, maxSize: 3 } });
    nodes("many", { scalingConfig: { minSize: 1, desiredSize: 4, maxSize: 3 } });
    new aws.eks.Addon("proxy-again", addon);
    new aws.eks.AccessEntry("entry-again", { clusterName: "there", principalArn: roleArn });
    new aws.eks.AccessEntry("strange", { clusterName: "there", principalArn: "arn:aws-cn:iam::123456789012:role/x" });
}

const creations = {
    again: "ResourceInUseException: Cluster already exists with name: there",
    old: "InvalidParameterException: unsupported Kubernetes version",
    reserved: "InvalidParameterException: The following CIDRs are invalid in publicAccessCidrs: [10.0.0.0/8]",
    "one-zone": "InvalidParameterException: Subnets specified must be in at least two different AZs",
    "no-eks":
        "UnsupportedAvailabilityZoneException: Cannot create cluster 'no-eks' because eu-central-1b, the targeted availability zone, does not currently have sufficient capacity to support the cluster. Retry and choose from these availability zones: eu-central-1a, eu-central-1c",
    nowhere:
        "InvalidParameterValue: Value (eu-central-1f) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: eu-central-1a, eu-central-1b, eu-central-1c.",
    "nodes-again": "ResourceInUseException: NodeGroup already exists with name taken and cluster name there",
    disk: "InvalidParameterException: Disk size must be specified within the launch template.",
    types: "InvalidRequestException: Cannot specify instance types in launch template and API request",
    architecture:
        "InvalidParameterException: [t4g.medium] is not a valid instance type for requested amiType AL2023_x86_64_STANDARD",
    release:
        "InvalidParameterException: Requested release version 1.35.1-20260101 is not valid for kubernetes version 1.34.",
    few: "InvalidParameterException: minSize can't be greater than desiredSize",
    many: "InvalidParameterException: desiredSize can't be greater than maxSize",
    "proxy-again": "ResourceInUseException: Addon already exists.",
    "entry-again": "ResourceInUseException: The specified access entry resource is already in use on this cluster.",
    strange: "InvalidParameterException: The specified principalArn is invalid: invalid principal.",
};

const changes = {
    moved: "InvalidParameterException: Provided subnets belong to the AZs 'eu-central-1a,eu-central-1b,eu-central-1c'. But they should belong to the exact set of AZs 'eu-central-1a,eu-central-1b' in which subnets were provided during cluster creation.",
    upgraded: "InvalidParameterException: Unsupported Kubernetes minor version update from 1.34 to 1.36",
    nodes: "InvalidParameterException: Minimum capacity 3 can't be greater than desired size 2",
    proxy: "InvalidParameterException: Addon version specified is not supported",
};

describe("stand-ins: AWS's own refusals, in its words, on the real engine", () => {
    let engine: Engine;
    before(async function () {
        this.timeout(BUILD_MS);
        engine = await startEngine({ kinds: ["aws"] }, { "aws:region": region });
        await engine.run("up", () => Promise.resolve(void there(false)));
    });
    after(() => engine?.end());

    /** By resource: what it was refused with. */
    async function refused(program: () => void): Promise<Record<string, string>> {
        const said = new Map<string, string>();
        await assert.rejects(
            engine.stack.up({
                program: () => Promise.resolve(program()),
                continueOnError: true,
                onEvent: ({ diagnosticEvent: event }) => {
                    const name = event?.urn?.split("::").at(-1);
                    const words = /([A-Z]\w+(Exception|InvalidParameterValue|Value): .*)/.exec(
                        event?.message ?? "",
                    )?.[1];
                    if (name && words && event?.severity === "error") said.set(name, words.replace(/<\{%.*?%\}>/g, ""));
                },
            }),
        );
        return Object.fromEntries(said);
    }

    it("for what is created", async () => assert.deepEqual(await refused(wrong), creations));

    it("for what is changed", async () => assert.deepEqual(await refused(() => void there(true)), changes));
});
