import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { previewStack } from "../../commands/preview";
import { runStack } from "../harness";
import { type EksctlConfig, eksctlFacts } from "./facts/eksctl";
import { programFacts } from "./facts/program";
import type { ClusterFacts } from "./facts/record";
import { templateFacts } from "./facts/template";
import { parseTemplate, readAwsFile } from "./template";

const admin = "arn:aws:iam::123456789012:role/platform-admins";
/** What Pulumi.eks.yaml says, as the template is given it. */
const parameters = {
    AdminArn: admin,
    PublicAccessCidrs: "203.0.113.0/24",
    Zone1: "eu-central-1a",
    Zone2: "eu-central-1b",
    Zone3: "eu-central-1c",
};

const template = (text = readAwsFile("cluster.cloudformation.yaml"), more = {}): ClusterFacts =>
    templateFacts({ template: parseTemplate(text), parameters: { ...parameters, ...more } });
const eksctl = (text = readAwsFile("cluster.eksctl.yaml")): ClusterFacts =>
    eksctlFacts(parse(text) as EksctlConfig, template());

/** Whether nodes are in private or public subnets, by what the program asks for. */
async function nodeSubnets(nat: string): Promise<string> {
    const graph = await runStack("eks", { "network.nat": nat });
    const ids = graph.named("cluster-nodes").inputs.subnetIds as string[];
    return ids.every((id) => id.includes("private")) ? "private" : ids.join();
}

/** Facts by path, `nodes.disk.size`, so that it can be said which differ. */
function flat(value: unknown, path = ""): Record<string, unknown> {
    if (typeof value !== "object" || value === null) return { [path]: value };
    const entries = Object.entries(value).map(([key, each]) => flat(each, path ? `${path}.${key}` : key));
    return Object.assign({}, ...entries) as Record<string, unknown>;
}

/** The paths of the facts that differ. */
function differences(one: ClusterFacts, other: ClusterFacts): string[] {
    const [left, right] = [flat(one), flat(other)];
    const paths = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...paths].filter((path) => left[path] !== right[path]).sort();
}

describe("The program, the CloudFormation template and the eksctl file", () => {
    let program: ClusterFacts;
    before(async function () {
        this.timeout(300_000);
        const { preview } = await previewStack("eks", { "cluster.admins": [admin] });
        program = programFacts(preview.resources, await nodeSubnets("single"));
    });

    it("make the same cluster", () => {
        assert.deepEqual(template(), program, "the template is another than the program");
        assert.deepEqual(eksctl(), program, "the eksctl file is another than the program");
    });

    it("are told apart where the program has more nodes", async () => {
        const { preview } = await previewStack("eks", { "cluster.admins": [admin], "cluster.nodes.desired": 6 });
        assert.deepEqual(differences(programFacts(preview.resources, "private"), template()), [
            "nodes.desired",
            "nodes.max",
            "nodes.min",
        ]);
    });

    it("put nodes into the public subnets where there is no NAT gateway", async () => {
        assert.match(await nodeSubnets("none"), /^(subnet-)?public/);
        assert.equal(template(undefined, { NatGateways: "none" }).nodes.subnets, "public");
    });

    it("set up add-ons as the page for the console says", () => {
        const page = readFileSync(join(__dirname, "../../docs/CREATE-CLUSTER-AWS-CONSOLE.md"), "utf8");
        const configured = template().addons.flatMap(({ configuration }) =>
            configuration === undefined ? [] : [JSON.stringify(configuration)],
        );
        assert.ok(configured.length >= 2);
        assert.deepEqual(
            configured.filter((values) => !page.includes(`\`${values}\``)),
            [],
        );
    });

    it("agree on the default StorageClass", async () => {
        const graph = await runStack("eks");
        const { metadata, ...rest } = graph.named("storage-gp3").inputs;
        const manifest = parse(readAwsFile("gp3.storageclass.yaml")) as Record<string, unknown>;
        assert.deepEqual(manifest, {
            apiVersion: "storage.k8s.io/v1",
            kind: "StorageClass",
            metadata,
            ...rest,
        });
    });

    const inTemplate: [from: string, to: string, ...facts: string[]][] = [
        ['Default: "1.35"', 'Default: "1.36"', "kubernetes"],
        ["UpgradePolicy: { SupportType: !Ref UpgradePolicy }", "", "support"],
        ["AuthenticationMode: API", "AuthenticationMode: API_AND_CONFIG_MAP", "access.mode"],
        ["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy", "access.policies.0"],
        ["EndpointPrivateAccess: true", "EndpointPrivateAccess: false", "endpoint.isPrivate"],
        ["- { Type: audit }", "", ...[1, 2, 3, 4].map((index) => `logs.types.${index}`)],
        ["RetentionInDays: 30", "RetentionInDays: 7", "logs.days"],
        ["Resources: [secrets]", "Resources: []", "encryption.resources.0"],
        ["EnableKeyRotation: true", "EnableKeyRotation: false", "encryption.isRotated"],
        ["PendingWindowInDays: 30", "PendingWindowInDays: 7", "encryption.deletionDays"],
        ["${VpcPrefix}.192.0/20", "${VpcPrefix}.192.0/21", "network.subnets.2.cidr"],
        [
            "kubernetes.io/role/elb",
            "kubernetes.io/role/lb",
            ...["elb", "lb"].map((tag) => `network.subnets.2.tags.kubernetes.io/role/${tag}`),
        ],
        ["InstanceTypes: [m5.xlarge]", "InstanceTypes: [m5.large]", "nodes.instanceTypes.0"],
        ["MaxSize: 3", "MaxSize: 6", "nodes.max"],
        ["VolumeSize: 50", "VolumeSize: 20", "nodes.disk.size"],
        ["Encrypted: true", "Encrypted: false", "nodes.disk.isEncrypted"],
        ["HttpTokens: required", "HttpTokens: optional", "nodes.metadata.tokens"],
        ["HopLimit: 1", "HopLimit: 2", "nodes.metadata.hops"],
        ["AmazonEC2ContainerRegistryPullOnly", "AmazonEC2FullAccess", "nodes.policies.0"],
        ["AmazonEBSCSIDriverPolicy", "AmazonEBSCSIDriverPolicyV2", "addons.0.identity.policies.0"],
        ['{"enabled":false}', '{"enabled":true}', "addons.0.configuration.defaultStorageClass.enabled"],
        ["AddonName: coredns", "AddonName: core-dns", "addons.1.name"],
    ];
    const inEksctl: [from: string, to: string, ...facts: string[]][] = [
        ['version: "1.35"', 'version: "1.36"', "kubernetes"],
        ["supportType: STANDARD", "supportType: EXTENDED", "support"],
        [
            "cidr: 10.0.64.0/18",
            "cidr: 10.0.64.0/19",
            "network.subnets.5.cidr",
            "network.subnets.5.tags.kubernetes.io/role/internal-elb",
        ],
        ["publicAccess: true", "publicAccess: false", "endpoint.isPublic"],
        ["203.0.113.0/24]", "0.0.0.0/0]", "endpoint.publicCidrs.0"],
        ["secretsEncryption:\n  keyARN: SECRETS_KEY_ARN", "", "encryption.resources.0"],
        ["desiredCapacity: 3", "desiredCapacity: 4", "nodes.desired"],
        ["disablePodIMDS: true", "disablePodIMDS: false", "nodes.metadata.hops"],
        ["privateNetworking: true", "privateNetworking: false", "nodes.subnets"],
        ["scheduler]", "]", "logs.types.4"],
    ];
    for (const [what, changes, facts] of [
        ["template", inTemplate, template],
        ["eksctl file", inEksctl, eksctl],
    ] as const) {
        for (const [from, to, ...expected] of changes) {
            it(`are told apart where the ${what} has ${to.trim() || `no ${from.split("\n")[0]}`}`, () => {
                const name = what === "template" ? "cluster.cloudformation.yaml" : "cluster.eksctl.yaml";
                const text = readAwsFile(name);
                assert.ok(text.includes(from), `${name} has no ${from}`);
                assert.deepEqual(differences(facts(text.replace(from, to)), program), [...expected].sort());
            });
        }
    }

    const schemaFile = join(__dirname, "../../../shared/schemas/eksctl-v1alpha5.json");
    if (existsSync(schemaFile)) {
        it("are valid, the eksctl file by eksctl's schema", () => {
            const schema = JSON.parse(readFileSync(schemaFile, "utf8")) as object;
            const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
            const config = parse(readAwsFile("cluster.eksctl.yaml")) as EksctlConfig;
            assert.equal(validate(config), true, JSON.stringify(validate.errors));
            assert.equal(validate({ ...config, addonConfig: {} }), false, "an unknown key passed");
        });
    } else {
        it("are not checked by eksctl's schema here, for it is not there: the eksctl file's keys alone", () => {
            const config = parse(readAwsFile("cluster.eksctl.yaml")) as EksctlConfig & Record<string, unknown>;
            assert.equal(config.apiVersion, "eksctl.io/v1alpha5");
            assert.equal(config.kind, "ClusterConfig");
            const keys = [
                "apiVersion",
                "kind",
                "metadata",
                "upgradePolicy",
                "vpc",
                "accessConfig",
                "secretsEncryption",
            ];
            const others = ["cloudWatch", "addonsConfig", "addons", "managedNodeGroups"];
            assert.deepEqual(Object.keys(config), [...keys, ...others]);
        });
    }
});
