import assert from "node:assert/strict";
import { check } from "../../../config/check";
import type { JsonObject } from "../../../config/kustomize/json";
import { toResource } from "../../../config/kustomize/resource";
import { isLetThrough } from "../../../config/workload/networkPolicies";
import { root } from "../../harness";
import { byReader, onTopOf } from "../../overlays";

const parts = "../../../gitops/platform/components";
const line = (...names: string[]) => `components: [${names.map((name) => `${parts}/${name}`).join(", ")}]\n`;
const patch = (kind: string, spec: object) =>
    `patches:\n  - target: { kind: ${kind} }\n    patch: '{ apiVersion: platform.confluent.io/v1beta1, kind: any, metadata: { name: any }, spec: ${JSON.stringify(spec)} }'\n`;

/** What a preview says of an overlay on top of a committed one. */
const said = (overlay: string, lines: string, groups: Record<string, object> = {}) =>
    onTopOf(overlay, lines, (path) => {
        const { problems, warnings } = check({
            groups: {
                cluster: { source: "existing", name: "shared" },
                gitops: { repository: "https://git.example.com/platform/confluent-gitops.git", path },
                ...groups,
            },
            secrets: {},
            region: "eu-central-1",
            root,
            rendered: byReader,
            today: "2026-11-27",
        });
        return { warnings, reasons: problems.map(({ reason, fix }) => `${reason}; ${fix}`) };
    });

/** Each alone, with what is said to it. */
const refusals: Record<string, { overlay: string; lines: string; groups?: Record<string, object>; says: RegExp }> = {
    "an external listener that nobody is let in to": {
        overlay: "eks-nodeport",
        lines: line("network-policies"),
        says: /clients to Kafka kafka at port 9092 \(Kafka kafka: listeners\.external\.externalAccess, gitops\/platform\/base\/kafka\.yaml\); add \S+\/network-policies-clients, and say/,
    },
    "MDS that its components may not ask": {
        overlay: "dev",
        lines:
            line("network-policies") + patch("Connect", { dependencies: { mds: { endpoint: "https://kafka:8090" } } }),
        says: /Connect connect to Kafka kafka at port 8090 \(Connect connect: dependencies\.mds\.endpoint, .*; add \S+\/network-policies-mds$/,
    },
    "a directory that brokers may not ask": {
        overlay: "dev",
        lines:
            line("network-policies") +
            patch("Kafka", { identityProvider: { ldap: { address: "ldaps://ldap.example.com:636" } } }),
        says: /Kafka kafka to what is outside at port 636 .*; add \S+\/network-policies-mds; or a NetworkPolicy of your own/,
    },
    "plug-ins that Connect may not download": {
        overlay: "dev",
        lines: line("network-policies", "connect-plugins"),
        says: /Connect connect to what is outside at port 443 \(Connect connect: build\.onDemand, .*; add \S+\/network-policies-plug-ins/,
    },
    "an operator in another namespace": {
        overlay: "dev",
        lines: line("network-policies"),
        groups: { confluent: { namespace: "operators" } },
        says: /the operator to \w+ \S+ at port 7777 .*and \d+ more; let the operator in, in its namespace \(confluent\.namespace\)/,
    },
    "brokers that may not ask for their zone": {
        overlay: "eks",
        lines:
            line("network-policies") +
            patch("Kafka", { podTemplate: { labels: { "confluent-gitops/asks-api-server": null } } }),
        says: /Kafka kafka to the API server at port 443 \(Kafka kafka: rackAssignment, .*; give the pods the label/,
    },
    "a policy beside default deny without it": {
        overlay: "dev",
        lines: line("network-policies-mds"),
        says: /SchemaRegistry schemaregistry to Kafka kafka at port 9071 .*; add gitops\/platform\/components\/network-policies if/,
    },
    "a cluster elsewhere that is read from": {
        overlay: "dev",
        lines:
            line("network-policies") +
            patch("Kafka", { dependencies: { schemaRegistry: { url: "http://schemas.other:8081" } } }),
        says: /Kafka kafka to what is outside at port 8081 .*a NetworkPolicy of your own that lets Kafka kafka reach port 8081/,
    },
};

describe("NetworkPolicies that stop what an overlay needs", () => {
    for (const [what, { overlay, lines, groups, says }] of Object.entries(refusals)) {
        it(`are refused for ${what}`, async () => {
            const { reasons } = await said(overlay, lines, groups);
            assert.ok(
                reasons.some((reason) => reason.startsWith("has NetworkPolicies that stop") && says.test(reason)),
                reasons.join("\n"),
            );
        });
    }

    it("are not missed where there are none: the same is taken", async () => {
        const url = patch("Kafka", { dependencies: { schemaRegistry: { url: "http://schemas.other:8081" } } });
        assert.deepEqual((await said("dev", url)).reasons, []);
    });

    it("are warned about on a cluster of which it is not known whether anything enforces them", async () => {
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

    it("stop nothing of a pod that none selects, nor in a direction that none is about", () => {
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
