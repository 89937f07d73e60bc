import assert from "node:assert/strict";
import type { DeploymentState } from "./state";
import { openTestStack, run, type TestStack } from "./stack";

const overrides = { "mirrors.charts": "test/fixtures/charts" };
const key = "confluent-gitops:cluster.deletionProtection";

/** Of what is protected, what holds data or takes all else with it. */
const held = [
    "cluster-eks-eksCluster",
    "cluster-logs",
    "cluster-secrets",
    "confluent-crds:rehearsals.platform.confluent.io",
    "confluent-platform-application",
    "confluent-platform-namespace",
    "network-vpc",
    "network-vpc-private-1",
];
const admin = "arn:aws:iam::123456789012:role/platform-admins";

describe("cluster.deletionProtection on the real engine", () => {
    let test: TestStack;
    before(async () => {
        test = await openTestStack({ stack: "eks", overrides });
        await run(test.stack, "up");
    });
    after(() => test?.close());

    it("can be turned on for a running stack, without rolling a node or the workload", async () => {
        await test.stack.setConfig(key, { value: "true" }, true);
        await test.stack.setConfig("confluent-gitops:cluster.admins[0]", { value: admin }, true);
        const done = await run(test.stack, "up");
        assert.deepEqual(
            done
                .filter(({ op, type }) => op !== "update" && !type.startsWith("platform:") && !/access/.test(type))
                .map(({ op, name }) => `${op} ${name}`),
            ["create-replacement storage-gp3", "replace storage-gp3", "delete-replaced storage-gp3"],
        );
        const classes = await test.api.list({ apiVersion: "storage.k8s.io/v1", kind: "StorageClass" });
        assert.deepEqual(
            classes.map(({ metadata, reclaimPolicy }) => [metadata.name, reclaimPolicy]),
            [["gp3-retain", "Retain"]],
        );
    });

    it("protects what holds data, in remote components too", async () => {
        assert.deepEqual(await missing(), []);
    });

    it("allows an administrator to be removed", async () => {
        await test.stack.removeConfig("confluent-gitops:cluster.admins[0]", true);
        const done = await run(test.stack, "up");
        assert.deepEqual([...new Set(done.map(({ op, type }) => `${op} ${type.split(":").at(-1)}`))].sort(), [
            "delete AccessEntry",
            "delete AccessPolicyAssociation",
        ]);
    });

    it("stops a destroy at its preview, before anything is deleted", async () => {
        const before = (await resources()).map(nameOf);
        await assert.rejects(test.stack.previewDestroy(), /because it is protected/);
        assert.deepEqual((await resources()).map(nameOf), before);
    });

    // Pulumi then deletes what is neither protected nor needed by what is: no more than records of its own.
    it("protects the whole stack from a destroy that skips its preview", async () => {
        const urns = async () =>
            (await resources()).map(({ urn }) => urn).filter((urn) => !urn.includes("::pulumi:providers:"));
        const before = await urns();
        await assert.rejects(run(test.stack, "destroy"), /because it is protected/);
        assert.deepEqual((await urns()).sort(), before.sort());
        const application = { apiVersion: "argoproj.io/v1alpha1", kind: "Application" };
        const live = await test.api.get(application, "argocd", "confluent-platform");
        assert.ok(live);
        assert.equal(live.metadata.deletionTimestamp, undefined);
    });

    it("lets a destroy through once it is off and up has run", async () => {
        await test.stack.setConfig(key, { value: "false" }, true);
        await run(test.stack, "up");
        await run(test.stack, "destroy");
        assert.deepEqual(await resources(), []);
    });

    /** Names of what should be there, protected, and is not. */
    async function missing() {
        const names = (await resources()).filter(({ protect }) => protect).map(nameOf);
        return held.filter((name) => !names.includes(name));
    }

    async function resources() {
        const { deployment } = (await test.stack.exportStack()) as { deployment: DeploymentState };
        return (deployment.resources ?? []) as { urn: string; protect?: boolean }[];
    }
});

const nameOf = ({ urn }: { urn: string }): string => urn.split("::").slice(3).join("::");
