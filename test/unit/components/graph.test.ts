import assert from "node:assert/strict";
import type { Graph, Registration } from "../../graph";
import { runStack } from "../../harness";
import { inPrivateKey, privateKey } from "../../refusals";

const stacks = ["dev", "eks"] as const;
const license = "license-to-test";

describe("the program", () => {
    for (const stack of stacks) {
        describe(`on the committed ${stack} stack`, () => {
            let graph: Graph;
            before(async () => (graph = await runStack(stack)));

            it("gives every resource a parent", () => {
                const orphans = graph.resources.filter(({ parent, type }) => !parent && type !== "pulumi:pulumi:Stack");
                assert.deepEqual(names(orphans), []);
            });

            it("puts every custom and remote resource below a layer", () => {
                const layers = new Set(graph.ofType("platform:").map(({ urn }) => urn));
                const loose = graph.resources.filter(
                    (resource) =>
                        !/^(platform|pulumi:pulumi):/.test(resource.type) &&
                        !ancestors(graph, resource).some((urn) => layers.has(urn)),
                );
                assert.deepEqual(names(loose), []);
            });

            it("talks to Kubernetes only through its own cluster's provider", () => {
                const { urn } = graph.named("cluster-kubernetes");
                const strays = graph.ofType("kubernetes:").filter((resource) => resource.provider !== urn);
                assert.deepEqual(names(strays), []);
                assert.notEqual(graph.ofType("kubernetes:").length, 0);
            });

            it("hands over to Argo CD after everything else exists", () => {
                const application = graph.named("confluent-platform-application");
                const others = graph.resources.filter(
                    (resource) => resource !== application && !/^(pulumi:pulumi|platform):/.test(resource.type),
                );
                const missing = others.filter((other) => !graph.isAfter(application, other));
                assert.deepEqual(names(missing), []);
            });

            it("lets each namespace outlive what is in it", () => {
                for (const namespace of graph.ofType("kubernetes:core/v1:Namespace")) {
                    const own = metadata(namespace).name;
                    const inside = graph
                        .ofType("kubernetes:")
                        .filter((resource) => (metadata(resource).namespace ?? resource.inputs.namespace) === own)
                        .filter(({ type }) => !type.endsWith(":Chart"));
                    const before = inside.filter((resource) => !graph.isAfter(resource, namespace));
                    assert.deepEqual(names(before), [], String(own));
                }
            });

            it("deletes the workload's namespace while both operators and the storage are running", () => {
                const namespace = graph.named("confluent-platform-namespace");
                for (const layer of ["confluent", "argocd", "storage"]) {
                    const early = graph
                        .childrenOf(graph.named(layer).urn)
                        .filter((child) => !graph.isAfter(namespace, child));
                    assert.deepEqual(names(early), [], layer);
                }
            });

            it("outputs the kubeconfig only as a secret", () => {
                assert.equal(graph.outputs.kubeconfig?.secret, true);
                assert.equal(graph.named("cluster-kubernetes").secretInputs.kubeconfig, true);
            });

            it("says in its outputs what to type next", () => {
                const { argocdAccess, controlCenterAccess, argocdPassword, path } = graph.outputs;
                assert.match(String(argocdAccess?.value), /port-forward svc\/argocd-server/);
                assert.match(String(controlCenterAccess?.value), /svc\/controlcenter-next-gen 9021.*http:\/\//);
                assert.match(String(argocdPassword?.value), /argocd-initial-admin-secret/);
                assert.equal(path?.value, `gitops/platform/overlays/${stack}`);
            });

            it("does the same when it is run again in the same process", async () => {
                assert.deepEqual(names((await runStack(stack)).resources).sort(), names(graph.resources).sort());
            });
        });
    }

    for (const [overlay, reach] of Object.entries({
        "classic-eks": /svc\/controlcenter 9021:9021, then http:/,
        secure: /svc\/controlcenter-next-gen 9021:9021, then https:/,
    })) {
        it(`says how to reach the Control Center of ${overlay}`, async () => {
            const path = `gitops/platform/overlays/${overlay}`;
            const kinds = ["cert-manager.io/Certificate", "cert-manager.io/Issuer"];
            const { outputs } = await runStack("eks", { "gitops.path": path, "gitops.kinds": kinds });
            assert.match(String(outputs.controlCenterAccess?.value), reach);
        });
    }

    it("creates nothing on AWS in dev", async () => {
        const graph = await runStack("dev");
        assert.deepEqual(names(graph.resources.filter(({ type }) => /^(aws|awsx|eks):/.test(type))), []);
    });

    it("puts nothing into the cluster before its nodes, its DNS and its access entries exist", async () => {
        const graph = await runStack("eks");
        const first = ["cluster-eks", "cluster-nodes", "cluster-coredns"].map((name) => graph.named(name));
        for (const resource of [...graph.ofType("kubernetes:"), ...graph.ofType("pulumi:providers:kubernetes")]) {
            const early = first.filter((needed) => !graph.isAfter(resource, needed));
            assert.deepEqual(names(early), [], resource.name);
        }
    });

    it("creates the EBS CSI driver after the nodes and the Pod Identity agent, and then its class", async () => {
        const graph = await runStack("eks");
        const order = ["cluster-nodes", "cluster-pod-identity-agent", "storage-ebs-csi-driver", "storage-gp3"].map(
            (name) => graph.named(name),
        );
        assert.ok(
            graph.isAfter(graph.named("storage-ebs-csi-driver"), graph.named("cluster-coredns")),
            "it calls EC2 by name",
        );
        order.reduce((earlier, later) => {
            assert.ok(graph.isAfter(later, earlier), `${later.name} after ${earlier.name}`);
            return later;
        });
    });

    it("creates the Pod Identity agent alongside the DNS, because each needs only the nodes", async () => {
        const graph = await runStack("eks");
        const [nodes, agent, dns] = [
            graph.named("cluster-nodes"),
            graph.named("cluster-pod-identity-agent"),
            graph.named("cluster-coredns"),
        ];
        assert.ok(graph.isAfter(agent, nodes));
        assert.ok(graph.isAfter(dns, nodes));
        assert.ok(!graph.isAfter(agent, dns), "40 s of AWS's time at every first up");
        assert.ok(!graph.isAfter(dns, agent));
    });

    it("creates nodes after the cluster's network add-on and deletes them before it", async () => {
        const graph = await runStack("eks");
        const { dependencies } = graph.named("cluster-nodes");
        assert.ok(dependencies.includes(graph.named("cluster-eks").urn), "the add-on is a child of the EKS component");
    });

    it("applies CFK's CRDs before the operator", async () => {
        const graph = await runStack("eks");
        assert.ok(graph.isAfter(graph.named("confluent-release"), graph.named("confluent-crds")));
        assert.equal(graph.named("confluent-release").inputs.skipCrds, true);
    });

    it("shows no secret in plain inputs or outputs", async () => {
        const graph = await runStack("eks", {
            "gitops.repository": "git@github.com:your-company/confluent-gitops.git",
            repositorySshKey: privateKey,
            confluentLicense: license,
            imagePullSecret: JSON.stringify({ auths: { "registry.example.com": { auth: "cHVsbC1tZQ==" } } }),
        });
        const shown = graph.resources.flatMap(({ name, inputs, secretInputs }) =>
            Object.entries(inputs)
                .filter(([key]) => !secretInputs[key])
                .map(([key, value]) => [`${name}.${key}`, JSON.stringify(value) ?? ""] as [string, string]),
        );
        const plain = Object.entries(graph.outputs).filter(([, { secret }]) => !secret);
        shown.push(
            ...plain.map(([key, { value }]) => [`output ${key}`, JSON.stringify(value) ?? ""] as [string, string]),
        );
        for (const secret of [license, inPrivateKey, "cHVsbC1tZQ=="]) {
            assert.deepEqual(
                shown.filter(([, text]) => text.includes(secret)).map(([where]) => where),
                [],
            );
            assert.ok(
                JSON.stringify(graph.resources.map(({ inputs }) => inputs)).includes(secret),
                "the secret got nowhere at all",
            );
        }
    });
});

const names = (resources: readonly Registration[]): string[] => resources.map(({ name }) => name);

function metadata({ inputs }: Registration): { name?: string; namespace?: string } {
    return inputs.metadata ?? {};
}

function ancestors(graph: Graph, resource: Registration): string[] {
    const parent = graph.resources.find(({ urn }) => urn === resource.parent);
    return parent ? [parent.urn, ...ancestors(graph, parent)] : [];
}
