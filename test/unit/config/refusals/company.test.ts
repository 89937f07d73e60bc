import { runStack } from "../../../harness";
import { refuses } from "../../../refusals";

const role = (partition: string) => `arn:${partition}:iam::123456789012:role/one`;
const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/1a2b3c4d`;
const existing = { network: undefined, cluster: { source: "existing", name: "shared" } };

refuses("of the company's roles and keys", [
    {
        it: "a role's name",
        set: { "cluster.roleArn": "confluent-cluster" },
        says: ["cluster.roleArn", /is not the ARN of an IAM role/],
    },
    {
        it: "a role of another partition",
        set: { "cluster.nodes.roleArn": role("aws-us-gov") },
        says: ["cluster.nodes.roleArn", /a different AWS partition from the region eu-central-1/],
    },
    {
        it: "an alias of a key",
        set: { "cluster.kmsKeyArn": "arn:aws:kms:eu-central-1:123456789012:alias/secrets" },
        says: ["cluster.kmsKeyArn", /is not the ARN of a KMS key/],
    },
    {
        it: "a key of another region",
        set: { "storage.kmsKeyArn": key("us-east-1") },
        says: ["storage.kmsKeyArn", /not in the region eu-central-1/],
    },
    {
        it: "roles of two accounts",
        set: { "cluster.roleArn": role("aws"), "storage.roleArn": role("aws").replace("123456789012", "210987654321") },
        says: ["storage.roleArn", /a different account from cluster\.roleArn, 123456789012/],
    },
    {
        it: "a boundary of a different account from the roles",
        set: {
            "cluster.nodes.roleArn": role("aws"),
            "iam.permissionsBoundary": "arn:aws:iam::210987654321:policy/b",
        },
        says: ["iam.permissionsBoundary", /a different account from cluster\.nodes\.roleArn/],
    },
    {
        it: "a role of a different account from the one that makes the cluster",
        set: {
            "cluster.nodes.roleArn": role("aws"),
            "aws:assumeRoles": [{ roleArn: "arn:aws:iam::210987654321:role/deployer" }],
        },
        says: ["cluster.nodes.roleArn", /a different account from aws:assumeRoles, 210987654321/],
    },
    {
        it: "a path that does not end",
        set: { "iam.path": "/platform" },
        says: ["iam.path", /begins and ends with a slash/],
    },
    {
        it: "a boundary of another partition",
        set: { "iam.permissionsBoundary": "arn:aws-cn:iam::123456789012:policy/b" },
        says: ["iam.permissionsBoundary", /a different AWS partition/],
    },
    {
        it: "a boundary for roles that the company brings",
        set: {
            "iam.permissionsBoundary": "arn:aws:iam::123456789012:policy/b",
            "cluster.roleArn": role("aws"),
            "cluster.nodes.roleArn": role("aws"),
            "storage.roleArn": role("aws"),
        },
        says: ["iam", /the stack creates no roles/],
    },
    {
        it: "storage of a cluster that is there",
        set: { ...existing, "storage.roleArn": role("aws") },
        says: ["storage", /with cluster.source existing, the stack creates nothing on AWS/],
    },
    {
        it: "a path with a cluster that is there",
        set: { ...existing, "iam.path": "/platform/" },
        says: ["iam", /has no effect/],
    },
]);

describe("of the company's roles and keys, configuration", () => {
    it("takes AWS's own boundary, and keys that another account shares", async () => {
        await runStack("eks", {
            "cluster.roleArn": role("aws"),
            "iam.permissionsBoundary": "arn:aws:iam::aws:policy/PowerUserAccess",
            "storage.kmsKeyArn": key("eu-central-1").replace("123456789012", "210987654321"),
            "cluster.kmsKeyArn": key("eu-central-1").replace("key/", "key/mrk-"),
        });
    });
});
