import assert from "node:assert/strict";
import { check } from "../../../config/check";
import type { JsonObject } from "../../../config/kustomize/json";
import { toResource } from "../../../config/kustomize/resource";
import { isLetThrough } from "../../../config/workload/networkPolicies";
import { root } from "../../harness";
import { byReader, onTopOf } from "../../overlays";
import { line, patch, refusals } from "./networkPolicyRefusals";

/** What a preview says of an overlay on top of a committed one, with further files. */
const said = (
    overlay: string,
    lines: string,
    groups: Record<string, object> = {},
    files: Record<string, string> = {},
) =>
    onTopOf(
        overlay,
        lines,
        (path) => {
            const { problems, warnings } = check({
                groups: {
                    cluster: { source: "existing", name: "shared" },
                    ...groups,
                    gitops: {
                        repository: "https://git.example.com/platform/confluent-gitops.git",
                        path,
                        ...groups.gitops,
                    },
                },
                secrets: {},
                region: "eu-central-1",
                root,
                rendered: byReader,
                today: "2026-11-27",
            });
            return { warnings, reasons: problems.map(({ reason, fix }) => `${reason}; ${fix}`) };
        },
        files,
    );

describe("NetworkPolicies that block what an overlay needs", () => {
    for (const [what, { overlay, lines, groups, says }] of Object.entries(refusals)) {
        it(`are refused for ${what}`, async () => {
            const { reasons } = await said(overlay, lines, groups);
            assert.ok(
                reasons.some((reason) => reason.startsWith("has NetworkPolicies that block") && says.test(reason)),
                reasons.join("\n"),
            );
        });
    }

    const other = "kubernetes.io/metadata.name";
    const sources: Record<string, object> = {
        "its namespace": {
            namespaceSelector: { matchLabels: { [other]: "source" } },
            podSelector: { matchLabels: { app: "kafka" } },
        },
        "an address": { ipBlock: { cidr: "10.20.0.0/16" } },
    };
    for (const [by, peer] of Object.entries(sources)) {
        it(`are accepted if they name another cluster by ${by}`, async () => {
            const spec = {
                podSelector: { matchLabels: { app: "kafka" } },
                policyTypes: ["Egress"],
                egress: [{ to: [peer], ports: [{ port: 9092 }] }],
            };
            const lines = line("kafka-rest-class", "cluster-link", "network-policies");
            const policy = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: link }\nspec: ${JSON.stringify(spec)}\n`;
            assert.deepEqual((await said("dev", lines, {}, { "link.yaml": policy })).reasons, []);
        });
    }

    it("are refused if an Ingress leads to pods that nothing may reach, and accepted with its controller's namespace", async () => {
        const ingress = `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: people }\nspec: { rules: [{ host: kafka.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: controlcenter-next-gen, port: { number: 9021 } } } }] } }] }\n`;
        const from = { namespaceSelector: { matchLabels: { [other]: "ingress-nginx" } } };
        const spec = {
            podSelector: { matchLabels: { app: "controlcenter-next-gen" } },
            ingress: [{ from: [from], ports: [{ port: 9021 }] }],
        };
        const policy = `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: people }\nspec: ${JSON.stringify(spec)}\n`;
        const groups = { gitops: { kinds: ["networking.k8s.io/Ingress"] } };
        const lines = line("network-policies");
        const { reasons } = await said("dev", lines, groups, { "people.yaml": ingress });
        assert.match(
            reasons.join("\n"),
            /clients to ControlCenter \S+ at port 9021 \(Ingress people: the backend of a rule/,
        );
        assert.deepEqual((await said("dev", lines, groups, { "people.yaml": ingress + policy })).reasons, []);
    });

    it("are not required: the same is accepted without any", async () => {
        const url = patch("Kafka", { dependencies: { schemaRegistry: { url: "http://schemas.other:8081" } } });
        assert.deepEqual((await said("dev", url)).reasons, []);
    });

    it("cause a warning on a cluster where it is unknown whether anything enforces them", async () => {
        const { warnings } = await said("dev", line("network-policies"));
        assert.ok(
            warnings.some((warning) => /NetworkPolicies.*enforce/.test(warning)),
            warnings.join("\n"),
        );
        assert.ok(!(await said("dev", "")).warnings.some((warning) => /NetworkPolicies/.test(warning)));
    });
});

describe("NetworkPolicies, as Kubernetes reads them", () => {
    const policy = (spec: JsonObject) =>
        toResource(
            { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name: "one" }, spec },
            "o/one.yaml",
        );
    const pod = { namespace: "confluent", labels: { app: "kafka" } };
    const other = { namespace: "apps", labels: { app: "shop" } };
    const lets = (
        spec: JsonObject,
        end: Parameters<typeof isLetThrough>[3],
        port = 9092,
        direction: "Ingress" | "Egress" = "Ingress",
    ) => isLetThrough(direction, [policy(spec)], pod, end, port);

    it("block nothing for a pod that none selects, or in a direction that none covers", () => {
        assert.ok(lets({ podSelector: { matchLabels: { app: "other" } }, policyTypes: ["Ingress"] }, other));
        assert.ok(lets({ podSelector: {} }, other, 9092, "Egress"));
        assert.ok(!lets({ podSelector: {} }, other));
        assert.ok(!lets({ podSelector: {}, egress: [] }, other, 9092, "Egress"));
    });

    it("know peers by labels, in their own namespace or in those that are selected, and addresses by blocks", () => {
        const from = (peer: JsonObject) => ({ podSelector: {}, ingress: [{ from: [peer] }] });
        const named = { matchLabels: { "kubernetes.io/metadata.name": "apps" } };
        const shop = { matchLabels: { app: "shop" } };
        assert.ok(!lets(from({ podSelector: shop }), other));
        assert.ok(lets(from({ podSelector: shop, namespaceSelector: named }), other));
        assert.ok(!lets(from({ podSelector: { matchLabels: { app: "x" } }, namespaceSelector: named }), other));
        assert.ok(lets(from({ namespaceSelector: {} }), other));
        assert.ok(!lets(from({ namespaceSelector: {} }), { address: "10.0.0.1" }));
        const block = { ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } };
        assert.ok(lets(from(block), { address: "10.0.0.1" }));
        assert.ok(!lets(from(block), { address: "10.1.0.1" }));
        assert.ok(!lets(from(block), { address: "192.168.0.1" }));
        assert.ok(!lets(from(block), other));
    });

    it("know labels by expressions", () => {
        const selected = (operator: string, values?: string[]) =>
            !lets({ podSelector: { matchExpressions: [{ key: "app", operator, ...(values && { values }) }] } }, other);
        assert.deepEqual(
            [selected("In", ["kafka"]), selected("In", ["x"]), selected("NotIn", ["x"]), selected("NotIn", ["kafka"])],
            [true, false, true, false],
        );
        assert.deepEqual([selected("Exists"), selected("DoesNotExist")], [true, false]);
    });

    it("know ports by number and range, and TCP from UDP", () => {
        const ports = (...entries: JsonObject[]) => ({ podSelector: {}, ingress: [{ ports: entries }] });
        assert.ok(lets(ports({ port: 9000, endPort: 9100 }), other));
        assert.ok(!lets(ports({ port: 9000 }), other));
        assert.ok(!lets(ports({ port: 9092, protocol: "UDP" }), other));
        assert.ok(lets(ports({ protocol: "TCP" }), other));
    });
});
