import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Finding, lint } from "./cfnLint";
import { awsFile, readAwsFile } from "./template";

const templates = readdirSync(awsFile(".")).filter((name) => name.endsWith(".cloudformation.yaml"));

/** Which rules find something in a template after one change to it. */
async function rulesFinding(name: string, change: [from: string, to: string]): Promise<string[]> {
    const text = readAwsFile(name);
    assert.ok(text.includes(change[0]), `${name} has no ${change[0]}`);
    const folder = mkdtempSync(join(tmpdir(), "lint-"));
    try {
        writeFileSync(join(folder, name), text.replace(...change));
        return [...new Set((await lint(join(folder, name))).map(({ Rule }: Finding) => Rule.Id))];
    } finally {
        rmSync(folder, { recursive: true });
    }
}

describe("cfn-lint at its strictest", () => {
    for (const name of templates) {
        it(`finds nothing in aws/${name}`, async () => {
            assert.deepEqual(await lint(awsFile(name)), []);
        });

        it(`is told to overlook nothing in aws/${name}`, () => {
            assert.doesNotMatch(readAwsFile(name), /cfn-lint|ignore_checks|configure_rules/);
        });
    }

    it("has a template for the cluster, and no file that would switch rules off", () => {
        assert.ok(templates.includes("cluster.cloudformation.yaml"));
        const settings = [".cfnlintrc", ".cfnlintrc.yaml", ".cfnlintrc.yml"];
        for (const folder of [awsFile("."), awsFile("..")]) {
            assert.deepEqual(
                settings.filter((file) => existsSync(join(folder, file))),
                [],
            );
        }
    });

    const cluster = "cluster.cloudformation.yaml";
    const broken: [what: string, from: string, to: string, rule: string][] = [
        ["a property that EKS does not have", "AmiType: AL2023", "AmiTyp: AL2023", "E3002"],
        ["a value that EKS does not take", "AmiType: AL2023_x86_64_STANDARD", "AmiType: AL2027", "E3030"],
        ["text where a number belongs", "VolumeSize: 50", 'VolumeSize: "50"', "E3012"],
        [
            "a partition in an ARN",
            "arn:${AWS::Partition}:iam::aws:policy/AmazonEKSW",
            "arn:aws:iam::aws:policy/AmazonEKSW",
            "I3042",
        ],
        ["a resource that is not there", "!Ref NodeTemplate", "!Ref NodeTemplat", "E1020"],
        ["a parameter that nothing uses", "!Ref KubernetesVersion", '"1.35"', "W2001"],
    ];
    for (const [what, from, to, rule] of broken) {
        it(`finds ${what}`, async () => {
            assert.ok((await rulesFinding(cluster, [from, to])).includes(rule));
        });
    }
});
