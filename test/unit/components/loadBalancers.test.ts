import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Graph } from "../../graph";
import { root, runStack } from "../../harness";

const on = { "cluster.loadBalancerController": true };
const name = "aws-load-balancer-controller";

interface Statement {
    Action: string[];
    Resource: string | string[];
    Condition?: Record<string, Record<string, string>>;
}

const policyOf = (graph: Graph): Statement[] =>
    (JSON.parse(String(graph.named("services-load-balancers-policy").inputs.policy)) as { Statement: Statement[] })
        .Statement;

describe("cluster.loadBalancerController", () => {
    it("installs the chart with its cluster's values, and without anything that affects others", async () => {
        const graph = await runStack("eks", on);
        const { values, ...release } = graph.named("services-load-balancers-release").inputs;
        assert.deepEqual(
            { ...release, compat: undefined },
            {
                chart: name,
                version: "3.5.0",
                repositoryOpts: { repo: "https://aws.github.io/eks-charts" },
                name,
                namespace: "kube-system",
                skipCrds: true,
                atomic: true,
                timeout: 600,
                compat: undefined,
            },
        );
        assert.deepEqual(values, {
            clusterName: "confluent",
            region: "eu-central-1",
            vpcId: "vpc-1",
            serviceAccount: { name },
            enableServiceMutatorWebhook: false,
            enableShield: false,
            enableWaf: false,
            enableWafv2: false,
            defaultTargetType: "ip",
            defaultTags: { Project: "confluent-gitops", Stack: "eks" },
            podDisruptionBudget: { maxUnavailable: 1 },
            resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
        });
    });

    it("uses the chart, image and pull secret of the mirrors", async () => {
        const graph = await runStack("eks", {
            ...on,
            mirrors: { charts: "oci://registry.example.com/charts", images: "registry.example.com/mirror" },
            imagePullSecret: JSON.stringify({ auths: { "registry.example.com": { auth: "cHVsbC1tZQ==" } } }),
        });
        for (const part of ["crds", "release"]) {
            const { chart, repositoryOpts } = graph.named(`services-load-balancers-${part}`).inputs;
            assert.deepEqual([chart, repositoryOpts], [`oci://registry.example.com/charts/${name}`, undefined]);
        }
        const { values } = graph.named("services-load-balancers-release").inputs as { values: Record<string, unknown> };
        assert.deepEqual(values.image, { repository: `registry.example.com/mirror/eks/${name}` });
        assert.deepEqual(values.imagePullSecrets, [{ name: "image-pull-secret" }]);
        const secret = graph.named("services-image-pull-secret");
        assert.equal((secret.inputs.metadata as { namespace: string }).namespace, "kube-system");
        assert.ok(graph.isAfter(graph.named("services-load-balancers-release"), secret));
    });

    it("gives its pods a role of their own before they start, and installs its CRDs first", async () => {
        const graph = await runStack("eks", on);
        const { clusterName, namespace, serviceAccount, roleArn } = graph.named("services-load-balancers-pods").inputs;
        assert.deepEqual(
            [clusterName, namespace, serviceAccount, roleArn],
            ["confluent", "kube-system", name, "arn:aws:test:::services-load-balancers-role"],
        );
        const release = graph.named("services-load-balancers-release");
        for (const before of ["crds", "pods", "policy"].map((part) => graph.named(`services-load-balancers-${part}`)))
            assert.ok(graph.isAfter(release, before), before.name);
        assert.ok(graph.isAfter(release, graph.named("cluster-pod-identity-agent")));
    });

    it("lets it change nothing of another cluster's, for each group of permissions", async () => {
        const own = "${aws:PrincipalTag/eks-cluster-name}";
        // Actions for which AWS checks no tag, and reads.
        const anywhere =
            /:(Describe|List|Get)|:CreateServiceLinkedRole$|:CreateSecurityGroup$|Listener|:(Create|Delete|Modify)Rule$|:SetRulePriorities$|:(De)?[rR]egisterTargets$/;
        for (const { Action, Resource, Condition = {} } of policyOf(await runStack("eks", on))) {
            const isOwn = Object.values(Condition.StringEquals ?? {}).includes(own);
            const isTagOfListener =
                Action.includes("elasticloadbalancing:AddTags") && String(Resource).includes(":listener");
            assert.ok(isOwn || isTagOfListener || Action.every((action) => anywhere.test(action)), Action.join());
            assert.ok(
                Action.every((action) => /^(acm|ec2|elasticloadbalancing|iam):\w+$/.test(action)),
                Action.join(),
            );
        }
    });

    it("fits its policy into the role", async () => {
        // The mocks are in AWS's commercial regions; examples.test.ts has another one.
        assert.match(JSON.stringify(policyOf(await runStack("eks", on))), /arn:aws:ec2:/);
        const file = readFileSync(join(root, "aws/load-balancer-controller.policy.json"), "utf8");
        assert.ok(JSON.stringify(JSON.parse(file)).length < 10_240, "IAM takes no more of a role's own policies");
    });

    it("takes the company's role, and makes none", async () => {
        const given = "arn:aws:iam::123456789012:role/platform/confluent-load-balancers";
        const graph = await runStack("eks", { ...on, "cluster.loadBalancerControllerRoleArn": given });
        assert.equal(graph.named("services-load-balancers-pods").inputs.roleArn, given);
        assert.deepEqual(
            graph.ofType("aws:iam").filter(({ name: own }) => own.startsWith("services")),
            [],
        );
    });

    it("is protected from deletion if the cluster is: what is in use would lose its load balancer", async () => {
        for (const protect of [true, false]) {
            const graph = await runStack("eks", { ...on, "cluster.deletionProtection": protect });
            const parts = ["crds", "release"].map((part) => graph.named(`services-load-balancers-${part}`).protect);
            assert.deepEqual(parts, [protect, protect]);
        }
    });

    it("outlives each Service that it has created a load balancer for, and is deleted before its role, the nodes and the VPC", async () => {
        const graph = await runStack("eks", { ...on, "argocd.access": "internalLoadBalancer" });
        const release = graph.named("services-load-balancers-release");
        for (const later of [
            "argocd-release",
            "argocd-namespace",
            "confluent-platform-namespace",
            "confluent-platform-application",
        ])
            assert.ok(graph.isAfter(graph.named(later), release), later);
        for (const earlier of ["services-load-balancers-pods", "cluster-nodes", "cluster-eks", "network-vpc"])
            assert.ok(graph.isAfter(release, graph.named(earlier)), earlier);
    });

    it("creates nothing unless it is requested", async () => {
        const graph = await runStack("eks");
        assert.deepEqual(
            graph.resources.filter(
                ({ name: own, type }) => /load-balancer/.test(own) || /podIdentityAssociation/.test(type),
            ),
            [],
        );
    });
});
