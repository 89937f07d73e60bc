import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { principalOf } from "../../../config/aws/principal";
import { type Overrides, runStack } from "../../harness";
import { clustersThere } from "../../mocks";

const arn = (name: string) => `arn:aws:iam::123456789012:${name}`;
const others = [arn("role/ops"), arn("user/deployer"), "arn:aws:iam::210987654321:role/deployer"];
const tag = "confluent-gitops/creator";

/** Whom the program gives an access entry, and what it tags the cluster with. */
async function entries(set: Overrides) {
    const { inputs } = (await runStack("eks", set)).named("cluster-eks");
    const { accessEntries, clusterTags } = inputs as {
        accessEntries: Record<string, { principalArn: string }>;
        clusterTags?: Record<string, string>;
    };
    return {
        principals: Object.values(accessEntries)
            .map(({ principalArn }) => principalArn)
            .sort(),
        clusterTags,
    };
}

describe("the creator of a cluster", () => {
    afterEach(() => clustersThere.clear());

    it("gets no access entry of its own among the administrators and viewers of a new one, whatever its path", async () => {
        const { principals, clusterTags } = await entries({
            "cluster.admins": [...others, arn("role/pipelines/deployer")],
        });
        assert.deepEqual(principals, others.toSorted());
        assert.deepEqual(clusterTags, { [tag]: "123456789012/role/deployer" });
        assert.deepEqual((await entries({ "cluster.viewers": [arn("role/deployer")] })).principals, []);
    });

    it("is told so, with the key and the ARN that are left out", async () => {
        const log = pulumi.log as { info: (message: string) => Promise<void> };
        const { info } = log;
        const said: string[] = [];
        log.info = (message) => Promise.resolve(void said.push(message));
        try {
            await entries({ "cluster.admins": others, "cluster.viewers": [arn("role/deployer")] });
        } finally {
            log.info = info;
        }
        const of = said.filter((message) => message.startsWith("cluster."));
        assert.deepEqual(
            of.map((message) => message.slice(0, message.indexOf(" creates"))),
            [`cluster.viewers: ${arn("role/deployer")}`],
        );
    });

    it("stays whoever created it, whoever runs the program later", async () => {
        clustersThere.set("confluent", { version: "1.35", tags: { [tag]: "123456789012/role/ops" } });
        const { principals, clusterTags } = await entries({ "cluster.admins": [...others, arn("role/deployer")] });
        assert.deepEqual(principals, [...others.slice(1), arn("role/deployer")].toSorted());
        assert.deepEqual(clusterTags, { [tag]: "123456789012/role/ops" });
    });

    it("is not guessed for a cluster that is older than its tag", async () => {
        clustersThere.set("confluent", { version: "1.35", tags: {} });
        const admins = [...others, arn("role/deployer")];
        assert.deepEqual(await entries({ "cluster.admins": admins }), {
            principals: admins.toSorted(),
            clusterTags: undefined,
        });
    });

    it("is known by any ARN of it, also in a tag, which takes no comma", () => {
        const session = "arn:aws-us-gov:sts::123456789012:assumed-role/AWSReservedSSO_Admin_0a1b/jane@example.com";
        const role = "arn:aws-us-gov:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0a1b";
        assert.equal(principalOf(session), principalOf(role));
        assert.equal(principalOf(arn("user/a/b,c")), "123456789012/user/b c");
        assert.notEqual(principalOf(arn("user/x")), principalOf(arn("role/x")));
    });
});
