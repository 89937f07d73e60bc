import assert from "node:assert/strict";
import { rolesAsAllowed } from "../../../components/iam";
import { runStack } from "../../harness";

const role = (name: string) => `arn:aws:iam::123456789012:role/platform/${name}`;
const key = "arn:aws:kms:eu-central-1:123456789012:key/1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809";

describe("roles and keys of the company", () => {
    it("are used, and no IAM resource and no key is created", async () => {
        const graph = await runStack("eks", {
            "cluster.roleArn": role("cluster"),
            "cluster.nodes.roleArn": role("nodes"),
            "storage.roleArn": role("csi"),
            "cluster.kmsKeyArn": key,
            "storage.kmsKeyArn": key,
        });
        const made = ["aws:iam/", "aws:kms/"].flatMap((type) => graph.ofType(type)).map(({ name }) => name);
        assert.deepEqual(made, []);
        assert.equal(graph.named("cluster-eks").inputs.encryptionConfigKeyArn, key);
        assert.ok(graph.named("cluster-eks").inputs.serviceRole, "the cluster makes a role of its own");
        assert.equal(graph.named("cluster-nodes").inputs.nodeRoleArn, role("nodes"));
        assert.deepEqual(graph.named("storage-ebs-csi-driver").inputs.podIdentityAssociations, [
            { roleArn: role("csi"), serviceAccount: "ebs-csi-controller-sa" },
        ]);
        const { parameters } = graph.named("storage-gp3").inputs;
        assert.deepEqual(parameters, { type: "gp3", encrypted: "true", kmsKeyId: key });
    });

    it("let a created role use the volumes' key before the driver does", async () => {
        const graph = await runStack("eks", { "storage.kmsKeyArn": key });
        const grant = graph.named("storage-key");
        assert.deepEqual([grant.inputs.keyId, grant.inputs.granteePrincipal], [key, "arn:aws:test:::storage-role"]);
        // What an encrypted volume is made and attached with, by a grant of EC2's own too.
        assert.deepEqual(grant.inputs.operations, [
            ...["CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey"],
            ...["GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"],
        ]);
        assert.ok(graph.isAfter(graph.named("storage-ebs-csi-driver"), grant));
    });

    it("give the class for each key a name of its own, because a class cannot be changed", async () => {
        const nameOf = async (set: Record<string, unknown>) => {
            const { metadata } = (await runStack("eks", set)).named("storage-gp3").inputs as {
                metadata: { name: string };
            };
            return metadata.name;
        };
        const one = await nameOf({ "storage.kmsKeyArn": key });
        assert.match(one, /^gp3-[0-9a-f]{8}$/);
        assert.notEqual(await nameOf({ "storage.kmsKeyArn": `${key}a` }), one);
        assert.equal(await nameOf({}), "gp3");
    });

    it("have the policies of the partition, and trust EC2 by the name that EKS looks for there", async () => {
        for (const [region, partition, service] of [
            ["eu-central-1", "aws", "ec2.amazonaws.com"],
            ["us-gov-west-1", "aws-us-gov", "ec2.amazonaws.com"],
            ["cn-north-1", "aws-cn", "ec2.amazonaws.com.cn"],
        ]) {
            const graph = await runStack("eks", {
                "aws:region": region,
                "network.zones": [`${region}a`, `${region}b`],
            });
            const trusted = (name: string) => String(graph.named(name).inputs.assumeRolePolicy);
            assert.ok(trusted("cluster-nodes-role").includes(`"${service}"`), region);
            assert.ok(trusted("storage-role").includes('"pods.eks.amazonaws.com"'), region);
            const policies = graph
                .ofType("aws:iam/rolePolicyAttachment:")
                .map(({ inputs }) => String(inputs.policyArn));
            assert.ok(policies.length >= 4, region);
            assert.ok(
                policies.every((arn) => arn.startsWith(`arn:${partition}:iam::aws:policy/`)),
                policies.join(),
            );
        }
    });

    it("put a boundary and a path on every role, and on nothing else", () => {
        const asked = { permissionsBoundary: "arn:aws:iam::123456789012:policy/b", path: "/platform/" };
        const [transform] = rolesAsAllowed(asked);
        const see = (type: string) =>
            transform?.({ custom: true, type, name: "x", props: { description: "d" }, opts: {} });
        assert.deepEqual(see("aws:iam/role:Role"), { props: { description: "d", ...asked }, opts: {} });
        assert.equal(see("aws:iam/policy:Policy"), undefined);
        assert.deepEqual(rolesAsAllowed({ path: "/" }), []);
    });
});
