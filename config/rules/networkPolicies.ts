import type { Resource } from "../kustomize/resource";
import { connectionsIn } from "../workload/connections";
import { child } from "../workload/platform";
import { type Connection, type Elsewhere, type Pods, podsIn, type Stranger } from "../workload/ends";
import { type End, isLetThrough, policiesIn, selects } from "../workload/networkPolicies";
import { isOfConfluent } from "../workload/security/nodes";
import { listOf } from "../kustomize/json";
import { type Facts, listed, type Rule, refuse, rule } from "./rule";
import { nameOf as nameOfObject } from "./workload";

/** A connection that a NetworkPolicy blocks, and at which end. */
export interface Blocked extends Connection {
    at: Pods;
    direction: "Ingress" | "Egress";
}

const apiServerAddress = "10.0.0.1";

/**
 * Connections that the overlay's own objects need, but its NetworkPolicies block. A connection that is blocked at both
 * ends is reported for its destination.
 */
export function blockedIn(
    resources: readonly Resource[],
    { namespace, operator }: { namespace: string; operator: string },
): Blocked[] {
    const policies = policiesIn(resources);
    if (policies.length === 0) return [];
    const strangers: Record<Stranger, End> = {
        operator: { namespace: operator, labels: {} },
        "API server": { address: apiServerAddress },
        outside: { address: "anywhere" },
        // Through a load balancer, or through an Ingress controller in a separate namespace.
        clients: { address: "anywhere", notIn: operator },
    };
    const endOf = (one: Pods | Stranger | Elsewhere): End => {
        if (typeof one === "string") return strangers[one];
        return "host" in one ? { address: "anywhere", ...one } : { namespace, labels: one.labels };
    };
    const needed = connectionsIn(resources, namespace).filter(({ isOptional }) => !isOptional);
    return needed.flatMap((connection): Blocked[] => {
        const { from, to, port } = connection;
        const passes = (direction: "Ingress" | "Egress", at: Pods, other: Connection["to"]) =>
            isLetThrough(direction, policies, { namespace, labels: at.labels }, endOf(other), port);
        if (isOurs(to) && !passes("Ingress", to, from)) return [{ ...connection, at: to, direction: "Ingress" }];
        if (isOurs(from) && !passes("Egress", from, to)) return [{ ...connection, at: from, direction: "Egress" }];
        return [];
    });
}

const components = "gitops/platform/components";

/** Components that authenticate with tokens get the tokens there, and the keys with which they are signed. */
const identity = /\b(tokenEndpointUri|jwksEndpointUri|\w+BaseEndpointUri)$/;
/** What copies topics and schemas from another cluster to this one, or the other way round. */
const linking = /^(ClusterLink|SchemaExporter|SchemaImporter) |^Connector .*\bbootstrap\.servers$/;

/** What allows a connection: the component that does, or what a policy of one's own must contain. */
function fixOf({ from, to, port, direction, at, because }: Blocked): string {
    const own = `a NetworkPolicy of your own that allows ${direction === "Ingress" ? `connections to ${nameOf(at)}` : `${nameOf(at)} to connect`} at port ${port}`;
    if (from === "clients") {
        const has =
            (at.resource.kind === "Kafka" && port === 9092) || (at.resource.kind === "ControlCenter" && port === 9021);
        return has
            ? `add ${components}/network-policies-clients, and set there which networks are allowed; or ${own}`
            : `add ${own}, from the networks of its clients, as ${components}/network-policies-clients has for Kafka`;
    }
    if (from === "operator")
        return `allow the operator's namespace (confluent.namespace) in ${components}/network-policies/operator.yaml`;
    if (to === "API server")
        return `give the pods the label confluent-gitops/asks-api-server: "true" (podTemplate.labels)`;
    if (because.startsWith("KRaftMigrationJob ")) return `add ${components}/network-policies-migration`;
    const kind = isOurs(to) ? to.resource.kind : undefined;
    if (kind === "Kafka" && port === 8090) return `add ${components}/network-policies-mds`;
    if (port === 389 || port === 636) return `add ${components}/network-policies-mds; or ${own}`;
    if (kind === undefined && identity.test(because)) return `add ${components}/network-policies-oidc; or ${own}`;
    if (kind === undefined && linking.test(because))
        return `add ${components}/network-policies-other-clusters, and set there where the other cluster is; or ${own}`;
    if (to === "outside" && at.resource.kind === "Connect" && port === 443) {
        return `add ${components}/network-policies-plug-ins; or ${own}`;
    }
    return `add ${components}/network-policies if it isn't there, or else ${own}`;
}

const isOurs = (one: Connection["to"]): one is Pods => typeof one !== "string" && "resource" in one;

const strangers: Record<Stranger, string> = {
    operator: "the operator",
    "API server": "the API server",
    outside: "addresses outside the cluster",
    clients: "clients",
};

function nameOf(one: Connection["to"]): string {
    if (typeof one === "string") return strangers[one];
    return isOurs(one) ? `${one.resource.kind} ${one.resource.name}` : one.host;
}

/** NetworkPolicies that block what the overlay itself needs: otherwise, only timeouts would show it. */
export const networkPolicyRules: Rule[] = [
    rule(["gitops.path", "gitops.namespace", "confluent.namespace"], ({ gitops, confluent, overlay }: Facts) => {
        const blocked = blockedIn(overlay?.resources ?? [], {
            namespace: gitops.namespace,
            operator: confluent.namespace,
        });
        const byFix = new Map<string, Blocked[]>();
        for (const one of blocked) byFix.set(fixOf(one), [...(byFix.get(fixOf(one)) ?? []), one]);
        return [...byFix].map(([fix, ones]) => {
            const what = ones.map(
                ({ from, to, port, because, resource }) =>
                    `${nameOf(from)} to ${nameOf(to)} at port ${port} (${because}, ${resource.file})`,
            );
            return refuse(
                "gitops.path",
                gitops.path,
                `has NetworkPolicies that block connections that its own objects need, and that would only time out: ${listed(what)}`,
                fix,
                ones[0] && { resource: ones[0].resource },
            );
        });
    }),

    rule(["gitops.path", "gitops.namespace"], ({ gitops, overlay }: Facts) => {
        const resources = overlay?.resources ?? [];
        // Others may allow what these don't, and nothing is known of them here.
        if (resources.some(({ group, kind }) => /Policy$/.test(kind) && networks.test(group))) return [];
        const policies = policiesIn(resources);
        const mute = podsIn(resources, gitops.namespace).filter(
            ({ resource, labels }) =>
                isOfConfluent(resource) && !asksDns(policies, { namespace: gitops.namespace, labels }),
        );
        const [first] = mute;
        if (!first) return [];
        return [
            refuse(
                "gitops.path",
                gitops.path,
                `has NetworkPolicies that keep pods from DNS, so that they find nobody: ${listed(mute.map(nameOf))}`,
                `let all pods reach port 53 by UDP and TCP, as ${components}/network-policies/dns.yaml does; a podSelector alone is of this namespace, where no DNS server is`,
                { resource: first.resource },
            ),
        ];
    }),
];

/** Groups of other policies for networks: Cilium's, Calico's, and AdminNetworkPolicy's. */
const networks = /^(cilium\.io|.*projectcalico\.org|policy\.networking\.k8s\.io)$/;

/** Ports of DNS servers' pods, and their names: CoreDNS, OpenShift's, Gardener's. */
const dnsPorts = [53, 5353, 8053, "dns", "dns-udp"];
/** Where they run; a cache on the node has an address. */
const dnsNamespaces = ["kube-system", "openshift-dns"];

const asksDns = (policies: readonly Resource[], pod: Extract<End, { labels: unknown }>): boolean =>
    dnsPorts.some((port) =>
        dnsNamespaces.some((namespace) =>
            isLetThrough("Egress", policies, pod, { address: "anywhere", namespace, isSystem: true }, port, "UDP"),
        ),
    );

/** Policies that allow nothing to the pods that they select, but select none of the overlay's. */
function voidDenials({ gitops, overlay }: Facts): string[] {
    const resources = overlay?.resources ?? [];
    const pods = podsIn(resources, gitops.namespace);
    const isVoid = ({ object: { spec } }: Resource) =>
        ["ingress", "egress"].every((rules) => listOf(child(spec, rules)).length === 0) &&
        !pods.some(({ labels }) => selects(child(spec, "podSelector"), labels));
    const found = pods.length > 0 ? policiesIn(resources).filter(isVoid) : [];
    if (found.length === 0) return [];
    return [
        `${gitops.path} has NetworkPolicies that deny what reaches the pods that they select, but select none of the overlay's, which stay open: ${listed(found.map((one) => nameOfObject(one)))}. For all pods, set podSelector: {}.`,
    ];
}

/**
 * Reports that it can't be seen whether anything enforces the policies: if nothing does, they are stored and have no
 * effect.
 */
export function networkPolicyWarnings(facts: Facts): string[] {
    const { cluster, gitops, overlay } = facts;
    const open = voidDenials(facts);
    // The stack's own EKS cluster does (components/cluster/eks.ts, components/clusterServices/index.ts).
    if (cluster.source === "eks" || policiesIn(overlay?.resources ?? []).length === 0) return open;
    return [
        ...open,
        `${gitops.path} has NetworkPolicies: the cluster's network plug-in has to enforce them, otherwise they have no effect. On EKS, set enableNetworkPolicy of the vpc-cni add-on.`,
    ];
}
