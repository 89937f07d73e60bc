import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { KubernetesApi } from "../../rehearsal/kubernetesApi";
import { startControlPlane, type ControlPlane } from "../../rehearsal/controlPlane";
import { ensureTools } from "../../tools";
import { BUILD_MS, counts, ops, startEngine, type Engine } from "./standInsEngine";

interface Asked {
    enableIMDSv2?: boolean;
    launchTemplate?: boolean;
    coredns?: boolean;
    min?: number;
}

/** A cluster with its node role and group; the kubeconfig is an output. */
function cluster({ enableIMDSv2, launchTemplate = false, coredns = false, min = 1 }: Asked = {}) {
    const made = new eks.Cluster("main", {
        name: "demo",
        version: "1.35",
        authenticationMode: "API",
        skipDefaultNodeGroup: true,
        skipDefaultSecurityGroups: true,
        vpcId: "vpc-1",
        privateSubnetIds: ["subnet-a", "subnet-b"],
        endpointPublicAccess: true,
        corednsAddonOptions: { enabled: coredns },
        providerCredentialOpts: { profileName: "admins", roleArn: "arn:aws:iam::123456789012:role/deployer" },
        accessEntries: { admin: { principalArn: "arn:aws:iam::123456789012:role/admin" } },
    });
    const role = new aws.iam.Role("nodes", { assumeRolePolicy: "{}" });
    const group = new eks.ManagedNodeGroup("nodes", {
        cluster: made,
        nodeRole: role,
        subnetIds: ["subnet-a"],
        scalingConfig: { minSize: min, maxSize: 5, desiredSize: min },
        ...(enableIMDSv2 === undefined ? {} : { enableIMDSv2 }),
        ...(launchTemplate ? { launchTemplate: { id: "lt-1", version: "1" } } : {}),
    });
    return { made, group };
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

    it("fails with a child that is refused, though no output is made of it", async () => {
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
        const kubeconfig = JSON.parse(String(outputs.kubeconfigJson)) as {
            users: { user: { exec: { args: string[] } } }[];
        };
        assert.equal(
            kubeconfig.users[0]?.user.exec.args.join(" "),
            "--region eu-central-1 eks get-token --cluster-name demo --output json --role arn:aws:iam::123456789012:role/deployer --profile admins",
        );

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

describe("stand-ins: an EKS cluster that an API server plays", () => {
    let controlPlane: ControlPlane;
    let engine: Engine;

    before(async function () {
        this.timeout(BUILD_MS);
        controlPlane = await startControlPlane(
            await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager"] as const),
        );
    });
    after(() => controlPlane?.stop());
    beforeEach(async () => {
        const kinds = ["kubernetes", "aws", "awsx", "eks"] as const;
        engine = await startEngine({ kinds: [...kinds], kubeconfig: controlPlane.kubeconfig });
    });
    afterEach(() => engine.end());

    it("takes the stack's objects, and its token is nowhere in plain", async () => {
        const api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
        const namespace = async () => api.get({ apiVersion: "v1", kind: "Namespace" }, undefined, "on-eks");
        const whole = () => {
            const { made } = cluster();
            const cluster1 = new k8s.Provider("k8s", { kubeconfig: made.kubeconfigJson, clusterIdentifier: "demo" });
            new k8s.core.v1.Namespace("ns", { metadata: { name: "on-eks" } }, { provider: cluster1 });
            return Promise.resolve({ kubeconfig: made.kubeconfigJson });
        };
        await engine.run("preview", whole);
        assert.equal(await namespace(), undefined);
        const { log } = await engine.run("up", whole);
        assert.ok(await namespace());
        assert.equal((await engine.stack.outputs()).kubeconfig?.secret, true);
        for (const place of [engine.state(), log]) assert.ok(!place.includes(controlPlane.token));
        assert.deepEqual(ops((await engine.run("up", whole)).steps), ["same"]);
        await engine.run("destroy", whole);
        assert.equal(await namespace(), undefined);
        api.close();
    });

    it("answers with that server where a program signs in to an existing cluster by the aws CLI", async () => {
        const existing = () => {
            const found = aws.eks.getClusterOutput({ name: "theirs" });
            const kubeconfig = found.apply(({ endpoint, certificateAuthorities }) =>
                JSON.stringify({
                    "current-context": "a",
                    contexts: [{ name: "a", context: { cluster: "a", user: "a" } }],
                    clusters: [
                        {
                            name: "a",
                            cluster: {
                                server: endpoint,
                                "certificate-authority-data": certificateAuthorities[0]?.data,
                            },
                        },
                    ],
                    users: [{ name: "a", user: { exec: { command: "aws", args: ["eks", "get-token"] } } }],
                }),
            );
            const provider = new k8s.Provider("k8s", { kubeconfig });
            new k8s.core.v1.ConfigMap("map", { metadata: { name: "m", namespace: "default" } }, { provider });
            return Promise.resolve();
        };
        await engine.run("up", existing);
        await engine.run("destroy", existing);
    });
});
