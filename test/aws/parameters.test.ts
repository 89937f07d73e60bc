import assert from "node:assert/strict";
import { cfkDefault, cfkReleases, eksVersionNames, within } from "../../config/support";
import { neverPublic } from "../../config/cidr";
import { refusals } from "./parameters";
import { parseTemplate, readAwsFile } from "./template";

const cluster = parseTemplate(readAwsFile("cluster.cloudformation.yaml"));
const good = {
    AdminArn: "arn:aws:iam::123456789012:role/platform-admins",
    PublicAccessCidrs: "203.0.113.7/32",
    Zone1: "eu-central-1a",
    Zone2: "eu-central-1b",
    Zone3: "eu-central-1c",
};

const accepted: Record<string, Partial<Record<string, string>>> = {
    "what has to be given, alone": {},
    "several blocks": { PublicAccessCidrs: "203.0.113.7/32,198.51.100.0/24" },
    "blocks beside those that nobody has": {
        PublicAccessCidrs: [
            "9.0.0.0/8",
            "11.0.0.0/8",
            "100.63.0.0/16",
            "100.128.0.0/16",
            "172.15.0.0/16",
            "172.32.0.0/16",
        ]
            .concat([
                "192.167.0.0/16",
                "198.17.0.0/16",
                "198.20.0.0/16",
                "169.253.0.0/16",
                "223.0.0.0/8",
                "126.0.0.0/8",
            ])
            .join(),
    },
    "a role of IAM Identity Center": {
        AdminArn:
            "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Admin_0123456789abcdef",
    },
    "China's partition": { AdminArn: "arn:aws-cn:iam::123456789012:user/ops" },
    "another private block": { VpcPrefix: "172.31" },
    "no NAT gateway": { NatGateways: "none" },
};

const refused: Record<string, [Partial<Record<string, string>>, RegExp]> = {
    "the whole internet": [
        { PublicAccessCidrs: "0.0.0.0/0" },
        /PublicAccessCidrs must be public IPv4 blocks no wider than \/8/,
    ],
    "half the internet": [{ PublicAccessCidrs: "203.0.113.7/32,128.0.0.0/1" }, /no wider than \/8/],
    "an address without a prefix": [{ PublicAccessCidrs: "203.0.113.7" }, /such as 203\.0\.113\.7\/32/],
    "no block": [{ PublicAccessCidrs: "" }, /PublicAccessCidrs must be/],
    "an address that is none": [{ PublicAccessCidrs: "203.0.113.300/32" }, /PublicAccessCidrs must be/],
    "a session's ARN": [{ AdminArn: "arn:aws:sts::123456789012:assumed-role/admin/me" }, /not of a session/],
    "an ARN with wildcards": [{ AdminArn: "arn:aws:iam::123456789012:role/*" }, /AdminArn must be the ARN/],
    "public addresses for the VPC": [{ VpcPrefix: "11.0" }, /VpcPrefix must be the first two numbers/],
    "a whole block for the VPC": [{ VpcPrefix: "10.0.0.0/16" }, /VpcPrefix must be/],
    "a name that EKS does not take": [{ ClusterName: "-confluent" }, /ClusterName must be letters/],
    "a Kubernetes version that EKS has no more": [{ KubernetesVersion: "1.28" }, /KubernetesVersion is not allowed/],
    "a zone twice": [{ Zone3: "eu-central-1a" }, /^Zone1 and Zone3 must differ\.$/],
    "another way out": [{ NatGateways: "two" }, /NatGateways is not allowed/],
};

describe("The cluster template's parameters", () => {
    for (const block of neverPublic) {
        it(`refuse ${block}, which EKS would, when the VPC is there`, () => {
            const [address = "", prefix] = block.split("/");
            for (const cidr of [`${address}/${Math.max(8, Number(prefix))}`, `${address}/32`]) {
                const found = refusals(cluster, { ...good, PublicAccessCidrs: `203.0.113.7/32,${cidr}` });
                assert.match(found.join(), /PublicAccessCidrs must be public IPv4 blocks/, cidr);
            }
        });
    }

    for (const [what, change] of Object.entries(accepted)) {
        it(`take ${what}`, () => {
            assert.deepEqual(refusals(cluster, { ...good, ...change }), []);
        });
    }

    for (const [what, [change, reason]] of Object.entries(refused)) {
        it(`refuse ${what}, before anything is made`, () => {
            const [refusal, ...others] = refusals(cluster, { ...good, ...change });
            assert.match(refusal ?? "taken", reason);
            assert.deepEqual(others, []);
        });
    }

    it("leave nothing out that has no default", () => {
        assert.deepEqual(
            refusals(cluster, {}),
            ["AdminArn", "PublicAccessCidrs", "Zone1", "Zone2", "Zone3"].map((name) => `${name} is missing`),
        );
    });

    it("offer Kubernetes versions that the program offers, and the default operator runs on", () => {
        const offered = cluster.Parameters.KubernetesVersion?.AllowedValues ?? [];
        const runs = eksVersionNames.filter((version) => within(version, cfkReleases[cfkDefault].kubernetes));
        assert.deepEqual(
            offered.filter((version) => !(runs as string[]).includes(version)),
            [],
        );
        assert.equal(offered.at(-1), runs.at(-1));
    });

    it("say what is allowed wherever a pattern refuses", () => {
        for (const [name, { AllowedPattern, ConstraintDescription = "" }] of Object.entries(cluster.Parameters)) {
            if (AllowedPattern) assert.match(ConstraintDescription, /^must be /, name);
        }
    });

    it("are all in a group of the console, with a label", () => {
        const form = cluster.Metadata?.["AWS::CloudFormation::Interface"] as {
            ParameterGroups: { Parameters: string[] }[];
            ParameterLabels: Record<string, unknown>;
        };
        const names = Object.keys(cluster.Parameters).sort();
        assert.deepEqual(form.ParameterGroups.flatMap(({ Parameters }) => Parameters).sort(), names);
        assert.deepEqual(Object.keys(form.ParameterLabels).sort(), names);
    });
});
