import assert from "node:assert/strict";
import { loadBalancersOf } from "../../config/loadBalancers";
import { readOverlay } from "../../config/workload/overlay";
import { root } from "../../base/checkout";
import { previewStack } from "../../commands/preview";
import type { DeploymentState } from "./state";
import { Previewed } from "./previewed";
import { run, openTestStack, type TestStack } from "./stack";

const overrides = {
    "mirrors.charts": "test/fixtures/charts",
    "cluster.loadBalancerController": true,
    "cluster.metricsServer": true,
    "argocd.access": "internalLoadBalancer",
};
const crd = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" };

describe("load balancers on the real engine", () => {
    let test: TestStack;
    before(async () => (test = await openTestStack({ stack: "eks", overrides, timeScale: 0.005 })));
    after(() => test?.close());

    it("have their controller, its CRDs and its class in the cluster, and are created once", async () => {
        await run(test.stack, "up");
        const live = await Promise.all([
            test.api.get({ apiVersion: "networking.k8s.io/v1", kind: "IngressClass" }, undefined, "alb"),
            test.api.get(crd, undefined, "rehearsals.elbv2.k8s.aws"),
            test.api.get(
                { apiVersion: "v1", kind: "ConfigMap" },
                "kube-system",
                "aws-load-balancer-controller-stand-in",
            ),
        ]);
        assert.ok(live.every(Boolean));
        assert.deepEqual(await run(test.stack, "up"), []);
    });

    it("have it until everything that may request one is gone, and it has its role and its nodes until then", async () => {
        const done = await run(test.stack, "destroy");
        const names = done.filter(({ type }) => !/^(platform|eks|awsx):/.test(type)).map(({ name }) => name);
        const order = (...wanted: string[]) => {
            const places = wanted.map((name) => names.lastIndexOf(name));
            assert.ok(!places.includes(-1), `${wanted.join()} among ${names.join()}`);
            assert.deepEqual(
                places,
                [...places].sort((one, other) => one - other),
                wanted.join(),
            );
        };
        const controller = [
            "services-load-balancers-release",
            "services-load-balancers-pods",
            "services-load-balancers-policy",
            "services-load-balancers-role",
        ];
        order("confluent-platform-application", "confluent-platform-namespace", ...controller);
        order("argocd-release", "argocd-namespace", ...controller);
        order(
            "services-load-balancers-release",
            "services-load-balancers-crds:rehearsals.elbv2.k8s.aws",
            "cluster-coredns",
        );
        order(
            "services-load-balancers-pods",
            "cluster-pod-identity-agent",
            "cluster-nodes",
            "cluster-eks-eksCluster",
            "network-vpc",
        );
        const { deployment } = (await test.stack.exportStack()) as { deployment: DeploymentState };
        assert.deepEqual(deployment.resources ?? [], []);
    });

    it("are all internal in the example, whose controller has the company's role", async () => {
        const { preview } = await previewStack("internal-load-balancers", {});
        assert.deepEqual(preview.errors, []);
        const previewed = new Previewed(preview.resources, preview.warnings);
        const { roleArn } = previewed.only(/^aws:eks\/podIdentityAssociation:/);
        assert.equal(roleArn, "arn:aws:iam::123456789012:role/confluent-load-balancers");
        assert.deepEqual(previewed.names(/^aws:iam\/rolePolicy:/), []);
        assert.equal(previewed.ofType(/^kubernetes:helm.sh\/v3:Release$/).length, 3);
        const asked = loadBalancersOf(readOverlay(root, previewed.source.path).resources);
        assert.deepEqual(
            asked.map(({ resource: { kind }, of, isInternal }) => [kind, of, isInternal]).sort(),
            ["ControlCenter", "Kafka"].map((kind) => [kind, "controller", true]),
        );
        assert.ok(previewed.warnings.some((warning) => /certificate from an example/.test(warning)));
    });

    it("have a controller with permissions only in the region's partition", async () => {
        const { preview } = await previewStack("govcloud", { "cluster.loadBalancerController": true });
        assert.deepEqual(preview.errors, []);
        const { policy } = new Previewed(preview.resources, []).only(/^aws:iam\/rolePolicy:/);
        assert.match(String(policy), /arn:aws-us-gov:elasticloadbalancing:/);
        assert.doesNotMatch(String(policy), /arn:aws:/);
    });
});
