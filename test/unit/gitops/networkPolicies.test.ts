import assert from "node:assert/strict";
import { Checkout } from "../../../config/kustomize/files";
import { read } from "../../../config/kustomize/read";
import type { Resource } from "../../../config/kustomize/resource";
import { blockedIn } from "../../../config/rules/networkPolicies";
import { connectionsIn } from "../../../config/workload/connections";
import { type Connection, type Elsewhere, type Pods, podsIn } from "../../../config/workload/ends";
import { type End, isLetThrough, policiesIn } from "../../../config/workload/networkPolicies";
import { withComponentsOn } from "../../components";
import { openOverlays, promotedOverlays } from "../../overlays";
import { overlayNames, repository } from "./gitopsTree";

const namespace = "confluent";
const operator = "confluent-operator";

/** Every way to have them: each overlay, with what makes pods or asks for something beside it, and what that needs. */
const optional: Record<string, string[]> = {
    "nothing else": [],
    ksqldb: ["kafka-rest-class", "connect-plugins", "connector-datagen", "ksqldb", "ksqldb-queries"],
    "rest-proxy and other clients": ["rest-proxy", "smoke-test", "sample-client"],
    "other clusters": ["kafka-rest-class", "cluster-link", "schema-exporter", "replicator"],
    "connect-plugins": ["connect-plugins"],
    rbac: ["tls-cert-manager", "sasl-plain", "rbac-ldap", "openldap"],
    oidc: ["tls-cert-manager", "oauth", "rbac-oidc"],
    migration: ["kraft-migration"],
};
/** What they need beside ../network-policies. */
const more: Record<string, string[]> = {
    ksqldb: ["network-policies-plug-ins"],
    "connect-plugins": ["network-policies-plug-ins"],
    "other clusters": ["network-policies-other-clusters"],
    rbac: ["network-policies-mds"],
    oidc: ["network-policies-mds", "network-policies-oidc"],
    migration: ["network-policies-migration"],
};
const isReached = (overlay: string) => ["eks-internal", "eks-nodeport"].includes(overlay);
/** It has RBAC, with a KafkaRestClass; the classic ones have ZooKeeper, and a Control Center without OIDC. */
const fits = (overlay: string, extra: string) =>
    (openOverlays.includes(overlay) || (promotedOverlays.includes(overlay) && extra === "nothing else")) &&
    !(overlay === "secure" && ["rbac", "oidc"].includes(extra)) &&
    (extra !== "migration" || overlay.startsWith("classic-")) &&
    (extra !== "oidc" || !overlay.startsWith("classic-"));

const policiesOf = (overlay: string, extra: string) => [
    ...(optional[extra] ?? []).filter((name) => overlay !== "secure" || name !== "kafka-rest-class"),
    "network-policies",
    ...(more[extra] ?? []),
    ...(isReached(overlay) ? ["network-policies-clients"] : []),
];
/** Those that are promoted have policies of their own. */
const withPolicies = (overlay: string, extra: string, use: (resources: readonly Resource[]) => void) =>
    withComponentsOn(overlay, promotedOverlays.includes(overlay) ? [] : policiesOf(overlay, extra), (path) =>
        use(read(new Checkout(repository), path).resources),
    );

/** Everybody who may be at one end, as NetworkPolicies see it: pods of the overlay, others of the cluster, and addresses. */
function everybody(resources: readonly Resource[]): { who: Pods | string; end: End }[] {
    return [
        ...podsIn(resources, namespace).map((pods) => ({ who: pods, end: { namespace, labels: pods.labels } })),
        { who: "operator", end: { namespace: operator, labels: { app: "confluent-for-kubernetes" } } },
        ...["default", "source", "destination"].map((name) => ({
            who: `namespace ${name}`,
            end: { namespace: name, labels: { app: "kafka" } },
        })),
        { who: "a stranger", end: { namespace, labels: { app: "someone" } } },
        { who: "API server", end: { address: "172.20.0.1" } },
        { who: "clients", end: { address: "10.1.2.3" } },
        { who: "outside", end: { address: "203.0.113.9" } },
    ];
}

/** Of a host outside the cluster, a NetworkPolicy knows no more than that it is outside. */
function nameOf(one: Pods | Elsewhere | string): string {
    if (typeof one === "string") return one;
    if ("host" in one) return one.host.includes(".svc") ? `namespace ${one.namespace}` : "outside";
    return `${one.resource.kind} ${one.resource.name}`;
}
const key = ({ from, to, port }: Pick<Connection, "port"> & Record<"from" | "to", Pods | Elsewhere | string>) =>
    `${nameOf(from)} → ${nameOf(to)}:${port}`;

/** Ports of anything here, and of nothing: of policies, of connections, and Kubernetes' own. */
function portsOf(resources: readonly Resource[], connections: readonly Connection[]): number[] {
    const inPolicies = [...JSON.stringify(policiesIn(resources)).matchAll(/"port":(\d+)/g)].map(([, port]) =>
        Number(port),
    );
    const common = [22, 80, 443, 2181, 8080, 8081, 8082, 8083, 8088, 8090, 9021, 9090, 9092, 9093, 10250];
    return [...new Set([...inPolicies, ...common, ...connections.map(({ port }) => port)])].filter(
        (port) => port !== 53,
    );
}

describe("gitops/platform/components/network-policies", () => {
    for (const overlay of overlayNames) {
        for (const extra of Object.keys(optional)) {
            if (!fits(overlay, extra)) continue;
            it(`lets through what ${overlay} with ${extra} needs, and nothing else`, () =>
                withPolicies(overlay, extra, (resources) => {
                    assert.deepEqual(blockedIn(resources, { namespace, operator }).map(key), []);

                    const policies = policiesIn(resources);
                    const connections = connectionsIn(resources, namespace);
                    const needed = new Set(connections.map(key));
                    const through = everybody(resources).flatMap((from) =>
                        everybody(resources).flatMap((to) =>
                            portsOf(resources, connections)
                                .filter((port) => isOpen(policies, from.end, to.end, port))
                                .map((port) => key({ from: from.who, to: to.who, port })),
                        ),
                    );
                    assert.deepEqual(
                        [...new Set(through)].filter((one) => !needed.has(one) && !isKnown(one, needed)),
                        [],
                    );
                    const optional = connections.filter(({ isOptional }) => isOptional).map(key);
                    assert.deepEqual(
                        optional.filter((one) => !through.includes(one)),
                        [],
                    );
                    assert.ok(through.length > 20, "the policies were read");
                }));
        }

        it(`blocks everything at both ends in ${overlay} for a pod that is not the platform's`, () =>
            withPolicies(overlay, "nothing else", (resources) => {
                const policies = policiesIn(resources);
                const stranger = { namespace, labels: { app: "someone" } };
                for (const { labels } of podsIn(resources, namespace)) {
                    for (const port of [53, 443, 9071, 9092]) {
                        const pod = { namespace, labels };
                        assert.ok(!isLetThrough("Ingress", policies, stranger, pod, port));
                        assert.ok(!isLetThrough("Ingress", policies, pod, stranger, port));
                    }
                }
            }));
    }

    it("doesn't require policies for what may not be needed: the ports for tokens, and internal listeners", () =>
        withPolicies("dev", "rbac", (resources) => {
            const optional = new Set(
                connectionsIn(resources, namespace).flatMap((one) => (one.isOptional ? [one.port] : [])),
            );
            assert.deepEqual([...optional].sort(), [8090, 9073, 9081, 9090]);
            const without = JSON.parse(
                JSON.stringify(resources).replace(
                    /\{"protocol":"TCP","port":(9073|9081)\}/g,
                    '{"protocol":"TCP","port":1}',
                ),
            ) as Resource[];
            assert.notDeepEqual(without, resources);
            assert.deepEqual(blockedIn(without, { namespace, operator }).map(key), []);
        }));

    it("opens port 53 for lookups, and no other port to a pod that is not the platform's", () =>
        withPolicies("dev", "nothing else", (resources) => {
            const policies = policiesIn(resources);
            const stranger = { namespace, labels: { app: "someone" } };
            const open = Array.from({ length: 65535 }, (_, index) => index + 1).filter((port) =>
                isLetThrough("Egress", policies, stranger, { address: "203.0.113.9" }, port),
            );
            assert.deepEqual(open, [53]);
        }));
});

/** Between two ends of which at least one is a pod of the namespace. */
function isOpen(policies: readonly Resource[], from: End, to: End, port: number): boolean {
    const isOurs = (end: End): end is Extract<End, { labels: unknown }> =>
        "labels" in end && end.namespace === namespace;
    if (!isOurs(from) && !isOurs(to)) return false;
    return (
        (!isOurs(from) || isLetThrough("Egress", policies, from, to, port)) &&
        (!isOurs(to) || isLetThrough("Ingress", policies, to, from, port))
    );
}

/**
 * What a NetworkPolicy cannot tell apart: the API server is an address among private ones, at 443 on EKS and 6443
 * elsewhere; a directory is at a private one; whoever's network is let in; and who may go anywhere may also go to them.
 * Policies are by kind, of which there may be two: Connect, and Replicator's.
 */
function isKnown(connection: string, needed: ReadonlySet<string>): boolean {
    const asOutside = connection.replace(/→ (API server|clients):/, "→ outside:");
    const ofKind = (one: string) => one.replaceAll("Connect replicator", "Connect connect");
    return (
        needed.has(asOutside) ||
        needed.has(ofKind(asOutside)) ||
        /^(Connect \w+) → \1:8083$/.test(ofKind(connection)) ||
        /^(Deployment confluent-sweeper|Kafka kafka) → (API server|clients):(443|6443)$/.test(connection) ||
        /^Kafka kafka → (API server|clients):(389|636)$/.test(connection) ||
        /^clients → ControlCenter \S+:9021$/.test(connection)
    );
}
