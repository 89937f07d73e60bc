import assert from "node:assert/strict";
import { refusal, refuses } from "../../../refusals";
import { runStack } from "../../../harness";

const roleArn = "arn:aws:iam::123456789012:role/deployer";

refuses("of how AWS's provider signs in", [
    {
        it: "a chain of roles",
        set: { "aws:assumeRoles": [{ roleArn }, { roleArn }] },
        says: ["aws:assumeRoles", /is a chain of roles/],
    },
    {
        it: "a role with an externalId",
        set: { "aws:assumeRoles": [{ roleArn, externalId: "from-the-vendor" }] },
        says: ["aws:assumeRoles", /has an externalId/],
    },
    ...["not JSON", {}, ["x"], [{}], [{ roleArn: 1 }]].map((roles) => ({
        it: `roles that are none: ${JSON.stringify(roles)}`,
        set: { "aws:assumeRoles": roles },
        says: ["aws:assumeRoles", /is not a list of roles/] as [string, RegExp],
    })),
    ...[
        "deployer",
        "arn:aws:iam::123456789012:user/deployer",
        "arn:aws:sts::123456789012:assumed-role/deployer/me",
    ].map((arn) => ({
        it: `a role that is none: ${arn}`,
        set: { "aws:assumeRoles": [{ roleArn: arn }] },
        says: ["aws:assumeRoles", /not the ARN of an IAM role/] as [string, RegExp],
    })),
    {
        it: "the one role that earlier providers took",
        set: { "aws:assumeRole": { roleArn } },
        says: ["aws:assumeRole", /has been replaced by aws:assumeRoles, a list, in version 7 of AWS's provider/],
    },
    ...[
        ...["accessKey", "secretKey", "token", "assumeRoleWithWebIdentity"],
        ...["sharedConfigFiles", "sharedCredentialsFiles"],
    ].map((key) => ({
        it: `what the aws CLI cannot be told: ${key}`,
        set: { [`aws:${key}`]: "x" },
        says: [`aws:${key}`, /applies only to AWS's provider/] as [string, RegExp],
    })),
    {
        it: "keys for a cluster that is there already",
        set: { network: undefined, cluster: { source: "existing", name: "shared" }, "aws:accessKey": "x" },
        says: ["aws:accessKey", /applies only to AWS's provider/],
    },
]);

describe("how AWS's provider signs in", () => {
    it("is not repeated where it is a secret", async () => {
        const { message } = await refusal("eks", {
            "aws:secretKey": "hunter2x",
            "aws:assumeRoles": [{ roleArn, externalId: "hunter2x" }],
        });
        assert.doesNotMatch(message, /hunter2x/);
        assert.match(message, /export AWS_SECRET_ACCESS_KEY instead/);
    });

    it("matters to no cluster that a kubeconfig leads to", async () => {
        await runStack("dev", { "aws:accessKey": "x", "aws:assumeRoles": "x" });
    });
});
