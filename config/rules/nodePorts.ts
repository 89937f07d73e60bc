import { isObject, type Json, listOf, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { at, isOfConfluent, nodesIn } from "../workload/security/nodes";
import { type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

/** A node port, and the object that uses it. */
interface NodePort {
    port: number;
    resource: Resource;
    what: string;
}

/** Node ports that two objects use: the API server assigns the port to the first Service, and rejects the second. */
export const nodePortRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const taken = new Map<number, NodePort>();
        // If two ranges overlap, only the first port is reported.
        const twice = new Map<string, [NodePort, NodePort]>();
        for (const one of (overlay?.resources ?? []).flatMap(portsOf)) {
            const first = taken.get(one.port);
            if (!first) taken.set(one.port, one);
            const pair = first && `${nameOf(first.resource)} ${first.what} ${nameOf(one.resource)} ${one.what}`;
            if (first && pair && !twice.has(pair)) twice.set(pair, [first, one]);
        }
        return [...twice.values()].map(([first, one]) =>
            refuse(
                "gitops.path",
                gitops.path,
                `uses node port ${one.port} twice, for ${nameOf(first.resource)}, ${first.what}, and ${nameOf(one.resource)}, ${one.what}`,
                `set another port there, such as nodePortOffset ${Math.max(...taken.keys()) + 1}; Kafka uses the offset and one more port for each broker`,
                { resource: one.resource, field: one.what },
            ),
        );
    }),

    // If an administrator of the API server has moved the range, the cluster is one that the stack did not create.
    rule(["gitops.path", "cluster.source"], ({ gitops, cluster, overlay }) => {
        const beyond = (overlay?.resources ?? [])
            .flatMap(portsOf)
            .filter(({ port }) => port < firstPort || port > lastPort);
        const [one] = beyond;
        if (!one || cluster.source === "kubeconfig") return [];
        return [
            refuse(
                "gitops.path",
                gitops.path,
                `uses node port ${one.port}, for ${nameOf(one.resource)}, ${one.what}, but node ports are from ${firstPort} to ${lastPort}`,
                `set one of these, such as nodePortOffset ${firstPort + 92}; Kafka uses the offset and one more port for each broker`,
                { resource: one.resource, field: one.what },
            ),
        ];
    }),
];

/**
 * The default of the API server's `--service-node-port-range`
 * (https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport).
 */
const firstPort = 30000;
const lastPort = 32767;

/**
 * A Kafka listener uses the offset for bootstrapping, and one more port for each broker; everything else uses only the
 * offset (https://docs.confluent.io/operator/current/co-nodeports.html).
 */
function portsOf(resource: Resource): NodePort[] {
    const { kind, object } = resource;
    if (kind === "Service" && resource.group === "") {
        return listOf(at(object.spec, "ports")).flatMap((entry) =>
            portAt(resource, at(entry, "nodePort"), "spec.ports", 1),
        );
    }
    if (!isOfConfluent(resource)) return [];
    const brokers = Number(at(object.spec, "replicas") ?? 1);
    return nodesIn(resource)
        .filter(
            ({ path, node }) =>
                path.endsWith("externalAccess") && textOf(node.type) === "nodePort" && isObject(node.nodePort),
        )
        .flatMap(({ path, node }) => {
            const isListener = kind === "Kafka" && path.startsWith("spec.listeners.");
            return portAt(resource, at(node, "nodePort.nodePortOffset"), path, isListener ? brokers + 1 : 1);
        });
}

const portAt = (resource: Resource, first: Json | undefined, what: string, count: number): NodePort[] =>
    typeof first === "number"
        ? Array.from({ length: count }, (_, index) => ({ port: first + index, resource, what }))
        : [];
