import assert from "node:assert/strict";
import { type Overrides, runStack } from "../../harness";

const on = { "cluster.loadBalancerController": true };

describe("the load balancer of Argo CD's page", () => {
    const service = async (set: Overrides) => {
        const { values } = (await runStack("eks", set)).named("argocd-release").inputs as {
            values: { server: { service: Record<string, unknown> } };
        };
        return values.server.service;
    };
    const annotation = (of: Record<string, string>) =>
        Object.fromEntries(
            Object.entries(of).map(([key, value]) => [`service.beta.kubernetes.io/aws-load-balancer-${key}`, value]),
        );
    const internal = { "argocd.access": "internalLoadBalancer" };
    const open = { "argocd.access": "loadBalancer", "argocd.sourceRanges": ["203.0.113.0/24"] };

    it("is created by the controller in EKS's control plane if there is no other", async () => {
        assert.deepEqual(await service(internal), {
            type: "LoadBalancer",
            annotations: annotation({ type: "nlb", internal: "true" }),
        });
        assert.deepEqual(await service(open), {
            type: "LoadBalancer",
            annotations: annotation({ type: "nlb" }),
            loadBalancerSourceRanges: ["203.0.113.0/24"],
        });
    });

    it("is created by AWS Load Balancer Controller if it is installed, by its class: directly to the pods, with TLS passed through", async () => {
        const ofController = { type: "LoadBalancer", loadBalancerClass: "service.k8s.aws/nlb" };
        assert.deepEqual(await service({ ...on, ...internal }), {
            ...ofController,
            annotations: annotation({ scheme: "internal", "nlb-target-type": "ip" }),
        });
        assert.deepEqual(await service({ ...on, ...open }), {
            ...ofController,
            annotations: annotation({ scheme: "internet-facing", "nlb-target-type": "ip" }),
            loadBalancerSourceRanges: ["203.0.113.0/24"],
        });
    });

    it("has the certificate of argocd.certificateArn, and uses TLS to the pods as long as they do", async () => {
        const certificateArn = "arn:aws:acm:eu-central-1:123456789012:certificate/1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809";
        const withCertificate = { ...on, ...internal, "argocd.certificateArn": certificateArn };
        const expected = {
            scheme: "internal",
            "nlb-target-type": "ip",
            "ssl-cert": certificateArn,
            "ssl-ports": "https",
            "alpn-policy": "HTTP2Preferred",
        };
        const { annotations } = await service(withCertificate);
        assert.deepEqual(annotations, annotation({ ...expected, "backend-protocol": "ssl" }));
        const insecure = { "argocd.values": "test/fixtures/values/argo-cd-insecure.yaml" };
        assert.deepEqual((await service({ ...withCertificate, ...insecure })).annotations, annotation(expected));
    });

    it("is not created with port-forward, whoever would create it", async () => {
        assert.deepEqual(await service(on), { type: "ClusterIP" });
    });
});
