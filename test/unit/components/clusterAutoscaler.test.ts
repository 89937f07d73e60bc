import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { policyFile } from "../../../components/clusterServices/clusterAutoscaler";
import { autoscalerVersions, eksVersionNames } from "../../../config/support";
import { type Overrides, runStack } from "../../harness";

const nodes = { scaling: "clusterAutoscaler", desired: 3, min: 2, max: 6 };
const run = (set: Overrides = {}) => runStack("eks", { "cluster.nodes": nodes, ...set });
const name = "services-autoscaler";

describe("the Cluster Autoscaler", () => {
    it("is installed for the cluster's Kubernetes, and finds its groups by the cluster's name", async () => {
        const { chart, version, repositoryOpts, namespace, values } = (await run()).named(`${name}-release`).inputs;
        assert.deepEqual(
            [chart, repositoryOpts, namespace],
            ["cluster-autoscaler", { repo: "https://kubernetes.github.io/autoscaler" }, "kube-system"],
        );
        assert.match(String(version), /^\d+\.\d+\.\d+$/);
        assert.deepEqual(values, {
            fullnameOverride: "cluster-autoscaler",
            rbac: { serviceAccount: { name: "cluster-autoscaler" } },
            autoDiscovery: { clusterName: "confluent" },
            awsRegion: "eu-central-1",
            image: { tag: "v1.35.2" },
            extraArgs: { "balance-similar-node-groups": true, "skip-nodes-with-local-storage": false },
            resources: { requests: { cpu: "100m", memory: "300Mi" }, limits: { cpu: "500m", memory: "600Mi" } },
        });
    });

    it("is of the same minor version as every Kubernetes that EKS has", () => {
        for (const version of eksVersionNames)
            assert.ok(autoscalerVersions[version].startsWith(`${version}.`), version);
    });

    it("has a role of its own before it starts, which changes only its own cluster's groups", async () => {
        const graph = await run();
        const { policy } = graph.named(`${name}-policy`).inputs;
        const { Statement } = JSON.parse(String(policy)) as {
            Statement: { Action: string[]; Condition?: unknown }[];
        };
        const changing = Statement.filter(({ Action }) =>
            Action.some((action) => !/:(Describe|Get|List)/.test(action)),
        );
        assert.deepEqual(
            changing.map(({ Action, Condition }) => [Action, Condition]),
            [
                [
                    ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
                    {
                        StringEquals: {
                            "aws:ResourceTag/eks:cluster-name": "${aws:PrincipalTag/eks-cluster-name}",
                        },
                    },
                ],
            ],
        );
        assert.deepEqual(JSON.parse(String(policy)), JSON.parse(readFileSync(policyFile, "utf8")));
        const association = graph.named(`${name}-pods`);
        assert.deepEqual(association.inputs, {
            clusterName: "confluent",
            namespace: "kube-system",
            serviceAccount: "cluster-autoscaler",
            roleArn: `arn:aws:test:::${name}-role`,
        });
        assert.ok(graph.isAfter(graph.named(`${name}-release`), association));
    });

    it("uses a role that the company provides, and creates none", async () => {
        const autoscalerRoleArn = "arn:aws:iam::123456789012:role/confluent-autoscaler";
        const graph = await run({ "cluster.nodes": { ...nodes, autoscalerRoleArn } });
        assert.equal(graph.named(`${name}-pods`).inputs.roleArn, autoscalerRoleArn);
        assert.deepEqual(
            graph.resources.filter((resource) => resource.name === `${name}-role`),
            [],
        );
    });

    it("comes from the mirrors, with the registry's credentials", async () => {
        const config = '{"auths":{"registry.example.com":{"auth":"dTpw"}}}';
        const graph = await run({
            mirrors: { charts: "oci://registry.example.com/charts", images: "registry.example.com/mirror" },
            imagePullSecret: config,
        });
        const { chart, values } = graph.named(`${name}-release`).inputs as { chart: string; values: { image: object } };
        assert.equal(chart, "oci://registry.example.com/charts/cluster-autoscaler");
        assert.deepEqual(values.image, {
            tag: "v1.35.2",
            repository: "registry.example.com/mirror/autoscaling/cluster-autoscaler",
            pullSecrets: ["image-pull-secret"],
        });
    });

    it("controls the number of nodes alone: up sets only the bounds", async () => {
        const { inputs } = (await run()).named("cluster-nodes");
        assert.equal(inputs.ignoreScalingChanges, true);
        assert.deepEqual(inputs.scalingConfig, { minSize: 2, maxSize: 6, desiredSize: 3 });
        assert.equal("ignoreScalingChanges" in (await runStack("eks")).named("cluster-nodes").inputs, false);
    });

    it("is not there unless it is asked for", async () => {
        const names = (await runStack("eks")).resources.map((resource) => resource.name);
        assert.deepEqual(
            names.filter((one) => one.startsWith(name)),
            [],
        );
    });
});
