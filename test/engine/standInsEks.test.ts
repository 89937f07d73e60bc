import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { cluster, type Asked } from "./standInsEksCluster";
import { BUILD_MS, counts, ops, startEngine, type Engine } from "./standInsEngine";

const getToken =
    "--region eu-central-1 eks get-token --cluster-name demo --output json --role arn:aws:iam::123456789012:role/deployer";

/** The arguments with which a kubeconfig asks for a token. */
function argsOf(kubeconfig: unknown): string | undefined {
    const { users } = JSON.parse(String(kubeconfig)) as { users: { user: { exec: { args: string[] } } }[] };
    return users[0]?.user.exec.args.join(" ");
}

const program =
    (asked: Asked = {}) =>
    () => {
        const { made, group } = cluster(asked);
        return Promise.resolve({
            kubeconfigJson: made.kubeconfigJson,
            name: made.eksCluster.name,
            endpoint: made.eksCluster.endpoint,
            securityGroup: made.clusterSecurityGroupId,
            role: group.nodeGroup.nodeRoleArn,
            nodesCluster: group.nodeGroup.clusterName,
        });
    };

describe("stand-ins: eks on the real engine", () => {
    let engine: Engine;

    beforeEach(async function () {
        this.timeout(BUILD_MS);
        engine = await startEngine({ kinds: ["kubernetes", "aws", "awsx", "eks"] }, { "aws:region": "eu-central-1" });
    });
    afterEach(() => engine.end());

    // Counts of the real component, from its own program on the real engine (reference: pulumi.md).
    const expected = {
        "eks:index:Cluster": 1,
        "eks:index:ServiceRole": 1,
        "aws:iam/role:Role": 2,
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment": 1,
        "aws:eks/cluster:Cluster": 1,
        "eks:index:VpcCniAddon": 1,
        "aws:eks/addon:Addon": 2,
        "aws:eks/accessEntry:AccessEntry": 1,
        "eks:index:ManagedNodeGroup": 1,
        "aws:eks/nodeGroup:NodeGroup": 1,
    };
    const template = { "aws:ec2/launchTemplate:LaunchTemplate": 1 };

    it("a cluster and a node group have exactly the real components' children, a provider among them", async () => {
        const { steps } = await engine.run("preview", program({ enableIMDSv2: true }));
        assert.deepEqual(counts(steps), { ...expected, ...template });
        const own = steps.filter(({ type, name }) => type === "pulumi:providers:kubernetes" && name === "main-eks-k8s");
        assert.deepEqual([own.length, own[0]?.parent], [1, "main"]);
    });

    it("makes a launch template only when something asks for it, coredns only when it is enabled", async () => {
        assert.deepEqual(counts((await engine.run("preview", program())).steps), expected);
        assert.deepEqual(counts((await engine.run("preview", program({ launchTemplate: true }))).steps), expected);
        const { steps } = await engine.run("preview", program({ coredns: true }));
        assert.equal(counts(steps)["aws:eks/addon:Addon"], 3);
        const both = program({ launchTemplate: true, enableIMDSv2: true });
        await assert.rejects(engine.run("preview", both), /launchTemplate and enableIMDSv2 exclude each other/);
    });

    it("creates the children with the real components' providers, and hands its own to the network add-on", async () => {
        const seen = new Map<string, pulumi.ResourceTransformArgs>();
        const watched = () => {
            pulumi.runtime.registerStackTransform((args) => {
                seen.set(`${args.type} ${args.name}`, args);
                return undefined;
            });
            return program({ enableIMDSv2: true })();
        };
        const { steps } = await engine.run("preview", watched);
        const ofAws = steps.filter(({ type }) => type === "pulumi:providers:aws").map(({ name }) => name);
        assert.deepEqual(ofAws.sort(), ["default_7_25_0", "default_7_48_0"]);
        const { opts } = seen.get("eks:index:VpcCniAddon main-vpc-cni") ?? {};
        const { providers } = (opts ?? {}) as pulumi.ComponentResourceOptions;
        assert.deepEqual(Object.keys(providers ?? {}), ["kubernetes"]);
    });

    it("fails with a rejected child, even if no output depends on it", async () => {
        const refusing = () => {
            pulumi.runtime.registerStackTransform(({ type }) => {
                if (type === "aws:eks/addon:Addon") throw new Error("no add-ons in this company");
                return undefined;
            });
            return program()();
        };
        await assert.rejects(engine.run("preview", refusing), /no add-ons in this company/);
    });

    it("up, up without changes, a change of the node group alone, destroy", async () => {
        await engine.run("up", program());
        const outputs = await engine.outputs();
        assert.deepEqual([outputs.name, outputs.nodesCluster], ["demo", "demo"]);
        assert.match(String(outputs.role), /^arn:aws:iam::\d{12}:role\/nodes-/);
        assert.match(String(outputs.securityGroup), /^sg-/);
        assert.equal(argsOf(outputs.kubeconfigJson), getToken);
        // The profile is for the component's own provider alone.
        const own = engine.resources().find(({ urn }) => urn.endsWith("::main-eks-k8s"));
        assert.equal(argsOf(own?.inputs.kubeconfig), `${getToken} --profile admins`);

        assert.deepEqual(ops((await engine.run("up", program())).steps), ["same"]);
        const { steps } = await engine.run("up", program({ min: 2 }));
        assert.deepEqual(
            steps.filter(({ op }) => op !== "same").map(({ type, op }) => `${type} ${op}`),
            ["aws:eks/nodeGroup:NodeGroup update"],
        );
        await engine.run("destroy", program());
        assert.deepEqual(engine.resources(), []);
    });
});
