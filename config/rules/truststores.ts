import { textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { at, hasCertificate, isOfConfluent, nodesIn } from "../workload/security/nodes";
import { inOverlay, of, type Rule, type Why } from "./rule";
import { nameOf } from "./workload";

/** Clients without anything to verify a server's certificate with, or without a certificate of their own to present. */
export const truststoreRules: Rule[] = [
    inOverlay((resources) =>
        resources
            .filter(isOfConfluent)
            .flatMap((resource) => of(resource, [...trustingNobody(resource), ...showingNothing(resource)])),
    ),
];

/** What it connects to, below `spec.dependencies`. */
const dependenciesOf = (resource: Resource) =>
    nodesIn(resource).filter(({ path }) => path.startsWith("spec.dependencies."));

/**
 * The operator creates a component's trust store from its `spec.tls`, or from the `tls.secretRef` of a dependency; with
 * `ignoreTrustStoreConfig`, the JVM's own is used
 * (https://docs.confluent.io/operator/current/co-network-encryption.html).
 */
function trustingNobody(resource: Resource): Why[] {
    if (hasOwn(resource)) return [];
    const bare = dependenciesOf(resource)
        .filter(({ path, node }) => /\.tls$/.test(path) && node.enabled === true)
        .filter(({ node }) => !hasCertificate(node) && node.ignoreTrustStoreConfig !== true)
        .map(({ path }) => path);
    if (bare.length === 0) return [];
    return [
        [
            `has a client that would trust no certificate: ${nameOf(resource)} has TLS at ${bare.join(", ")}, but neither spec.tls nor a secretRef there, from which its trust store is made`,
            `list the tls-* component below the one that adds ${resource.kind} ${resource.name}; or set spec.tls.secretRef there; for a certificate of a public authority, set ignoreTrustStoreConfig`,
        ],
    ];
}

/** Whether it configures its certificates itself: for brokers, a listener does. */
const hasOwn = (resource: Resource): boolean =>
    nodesIn(resource).some(({ path, node }) => /^spec(\.listeners\.[^.]+)?$/.test(path) && hasCertificate(node.tls));

/** Clients of Prometheus and Alertmanager, which have separate certificates in all of Confluent's examples. */
const metrics = ["metricsClient", "prometheusClient", "alertManagerClient"];

function showingNothing(resource: Resource): Why[] {
    const bare = dependenciesOf(resource)
        .filter(({ path }) => metrics.some((name) => path === `spec.dependencies.${name}`))
        .filter(({ node }) => textOf(at(node, "authentication.type")) === "mtls" && !hasCertificate(node.tls))
        .map(({ path }) => path);
    if (bare.length === 0) return [];
    return [
        [
            `has a client that would be rejected: ${nameOf(resource)} uses mTLS, but has no certificate in ${bare.map((path) => `${path}.tls`).join(", ")}`,
            "use components/tls-cert-manager or tls-provided instead of tls-generated; or set tls.secretRef there",
        ],
    ];
}
