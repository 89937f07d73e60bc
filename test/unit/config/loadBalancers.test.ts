import assert from "node:assert/strict";
import { type LoadBalancer, loadBalancersOf } from "../../../config/loadBalancers";
import type { JsonObject } from "../../../config/kustomize/json";
import type { Resource } from "../../../config/kustomize/resource";
import { loadBalancerWarnings } from "../../../config/rules/loadBalancers";
import { checked } from "../../checked";
import type { Overrides } from "../../harness";
import { problemsOfTree } from "./overlayTree";

const annotation = (of: Record<string, string>): Record<string, string> =>
    Object.fromEntries(
        Object.entries(of).map(([key, value]) => [`service.beta.kubernetes.io/aws-load-balancer-${key}`, value]),
    );

const resource = (group: string, kind: string, spec: JsonObject, annotations: JsonObject = {}): Resource =>
    ({
        group,
        kind,
        name: "one",
        file: "one.yaml",
        object: { metadata: { annotations }, spec },
    }) as unknown as Resource;

const service = (annotations: Record<string, string>, more: JsonObject = {}) =>
    resource("", "Service", { type: "LoadBalancer", ...more }, annotation(annotations));
const kafka = (annotations: Record<string, string>) =>
    resource("platform.confluent.io", "Kafka", {
        listeners: {
            external: {
                externalAccess: {
                    type: "loadBalancer",
                    loadBalancer: { domain: "a", annotations: annotation(annotations) },
                },
            },
        },
    });

/** Whose it is, whether it is internal, whether it is a Network Load Balancer. */
const kinds = (...resources: Resource[]) =>
    loadBalancersOf(resources).map(({ of, isInternal, isNetwork }: LoadBalancer) => [of, isInternal, isNetwork]);

describe("load balancers that an overlay requests", () => {
    it("belong to AWS Load Balancer Controller by the class or the type, and are internal unless they say otherwise", () => {
        const own = { loadBalancerClass: "service.k8s.aws/nlb" };
        assert.deepEqual(kinds(service({}, own), kafka({ type: "external" }), service({ type: "nlb-ip" })), [
            ["controller", true, true],
            ["controller", true, true],
            ["controller", true, true],
        ]);
        const open = { scheme: "internet-facing" };
        assert.deepEqual(kinds(service(open, own), kafka({ type: "external", internal: "false" })), [
            ["controller", false, true],
            ["controller", false, true],
        ]);
    });

    it("otherwise belong to the control plane: classic ones on the internet, unless they say otherwise", () => {
        assert.deepEqual(
            kinds(
                service({}),
                kafka({ type: "nlb" }),
                service({ internal: "true" }),
                kafka({ type: "nlb", internal: "true" }),
            ),
            [
                ["anybody", false, false],
                ["anybody", false, true],
                ["anybody", true, false],
                ["anybody", true, true],
            ],
        );
    });

    it("are not other access, another controller's class, or another Ingress's", () => {
        const nodePort = { listeners: { external: { externalAccess: { type: "nodePort" } } } };
        assert.deepEqual(
            kinds(
                resource("", "Service", { type: "ClusterIP" }),
                resource("platform.confluent.io", "Kafka", nodePort),
                service({}, { loadBalancerClass: "tailscale" }),
                resource("networking.k8s.io", "Ingress", { ingressClassName: "nginx" }),
            ),
            [],
        );
        assert.deepEqual(kinds(resource("networking.k8s.io", "Ingress", { ingressClassName: "alb" })), [
            ["controller", true, false],
        ]);
    });

    it("are found in a custom listener, and in each component", () => {
        const externalAccess = { type: "loadBalancer", loadBalancer: { domain: "a" } };
        const custom = resource("platform.confluent.io", "Kafka", {
            listeners: { custom: [{ name: "c", externalAccess }] },
        });
        const connect = resource("platform.confluent.io", "Connect", { externalAccess });
        assert.deepEqual(
            loadBalancersOf([custom, connect]).map(({ field }) => field),
            ["spec.listeners.custom.0.externalAccess", "spec.externalAccess"],
        );
    });
});

describe("a warning about load balancers", () => {
    function warnings(set: Overrides, ...resources: Resource[]): string {
        const { facts, problems } = checked("eks", set);
        assert.deepEqual(problems, []);
        return loadBalancerWarnings({ ...facts, overlay: { ...facts.overlay!, resources } }).join("\n");
    }
    const on = { "cluster.loadBalancerController": true };
    const existing = { network: undefined, cluster: { source: "existing", name: "shared" } };

    it("says what the control plane creates for Argo CD, and nothing if the controller creates it", () => {
        const internal = { "argocd.access": "internalLoadBalancer" };
        assert.match(
            warnings(internal),
            /^argocd\.access internalLoadBalancer without cluster\.loadBalancerController: .* forwards to node ports/,
        );
        assert.equal(warnings({ ...internal, ...on }), "");
        assert.equal(warnings({}), "");
    });

    it("says which of the overlay's are classic ones, and which are on the internet", () => {
        assert.match(
            warnings({}, kafka({})),
            /control plane creates, because the stack has no .*Kafka one .* a Classic Load Balancer on the internet/,
        );
        assert.match(
            warnings(on, kafka({ type: "nlb", internal: "true" })),
            /they are not requested from AWS .* a Network Load Balancer, internal/,
        );
        assert.equal(warnings(on, kafka({ type: "external" })), "");
    });

    it("says that a cluster that the stack does not create needs the controller", () => {
        assert.match(warnings(existing, kafka({ type: "external" })), /the cluster needs that controller/);
        assert.equal(warnings(existing), "");
    });

    it("says that the certificate is still the example's", () => {
        const certificate = (account: string) =>
            kafka({ type: "external", "ssl-cert": `arn:aws:acm:eu-central-1:${account}:certificate/1` });
        assert.match(warnings(on, certificate("123456789012")), /certificate from an example/);
        assert.equal(warnings(on, certificate("210987654321")), "");
    });
});

describe("an overlay's load balancers in a VPC that is given", () => {
    it("are refused if it has no subnets for them", () => {
        const cluster = { source: "eks", loadBalancerController: true, publicAccessCidrs: ["52.0.0.0/16"] };
        const network = { source: "existing", vpcId: "vpc-0a1b2c3d4e5f60718" };
        const [one, two] = ["subnet-0a1b2c3d4e5f60721", "subnet-0a1b2c3d4e5f60722"];
        const tree = {
            "o/kustomization.yaml": "resources: [../base]\ncomponents: [version]\npatches: [{ path: lb.yaml }]\n",
            "o/lb.yaml": `apiVersion: platform.confluent.io/v1beta1
kind: Kafka
metadata: { name: kafka }
spec:
  listeners:
    external:
      externalAccess:
        type: loadBalancer
        loadBalancer: { domain: a, annotations: { service.beta.kubernetes.io/aws-load-balancer-type: external } }
`,
        };
        const isPublic = { ...network, publicSubnetIds: [one, two] };
        const [problem, ...others] = problemsOfTree(tree, { cluster, network: isPublic });
        assert.deepEqual(others, []);
        assert.match(
            problem?.reason ?? "",
            /internal load balancers, but network\.privateSubnetIds is empty: .*Kafka kafka/,
        );
        assert.deepEqual(problemsOfTree(tree, { cluster, network: { ...network, privateSubnetIds: [one, two] } }), []);
    });
});
