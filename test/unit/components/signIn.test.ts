import assert from "node:assert/strict";
import { type Overrides, runStack } from "../../harness";

describe("the cluster's token is asked for as whom AWS's provider acts:", () => {
    const roleArn = "arn:aws:iam::123456789012:role/deployer";
    const existing = { network: undefined, cluster: { source: "existing", name: "shared" } };
    const asked = (set: Overrides) => askedOf({ ...existing, ...set });
    const askedOf = async (set: Overrides) => {
        const { inputs } = (await runStack("eks", set)).named("cluster-kubernetes");
        const { users } = JSON.parse(String(inputs.kubeconfig)) as {
            users: { user: { exec: { args: string[] } } }[];
        };
        return users[0]?.user.exec.args.join(" ");
    };
    const passed = async (set: Overrides) =>
        (await runStack("eks", set)).named("cluster-eks").inputs.providerCredentialOpts;
    const plain = "--region eu-central-1 eks get-token --cluster-name shared --output json";

    for (const { says, set, args, options } of [
        { says: "the environment's, where the stack says nothing", set: {}, args: plain, options: undefined },
        {
            says: "a profile",
            set: { "aws:profile": "ops" },
            args: `${plain} --profile ops`,
            options: { profileName: "ops" },
        },
        {
            says: "a role, whatever else is set for its session",
            set: { "aws:assumeRoles": [{ roleArn, sessionName: "ci", duration: "1h" }] },
            args: `${plain} --role-arn ${roleArn}`,
            options: { roleArn },
        },
        {
            says: "a role that a profile assumes",
            set: { "aws:profile": "ops", "aws:assumeRoles": [{ roleArn }] },
            args: `${plain} --role-arn ${roleArn} --profile ops`,
            options: { profileName: "ops", roleArn },
        },
    ]) {
        it(says, async () => {
            assert.equal(await asked(set), args);
            assert.deepEqual(await passed(set), options);
        });
    }

    it("by the profile of a cluster that the stack makes too, whose component hands that to nobody", async () => {
        assert.equal(await askedOf({ "aws:profile": "ops" }), "eks get-token --profile ops");
        assert.equal(await askedOf({}), "eks get-token");
    });

    it("and leaves AWS_PROFILE to whoever runs it", async () => {
        const before = process.env.AWS_PROFILE;
        process.env.AWS_PROFILE = "mine";
        try {
            assert.equal(await asked({}), plain);
            assert.equal(await passed({}), undefined);
        } finally {
            if (before === undefined) delete process.env.AWS_PROFILE;
            else process.env.AWS_PROFILE = before;
        }
    });
});
