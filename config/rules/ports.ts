import { isObject, type Json } from "../kustomize/json";
import { addressesIn } from "../workload/addresses";
import { podsIn, serviceAt } from "../workload/ends";
import { at, isOfConfluent } from "../workload/security/nodes";
import { type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

/** Default ports of each kind (https://docs.confluent.io/operator/current/co-plan-network.html). */
const usual: Readonly<Record<string, readonly number[]>> = {
    Kafka: [9071, 9072, 9073, 9092, 8090],
    KRaftController: [9074],
    Zookeeper: [2181, 2182],
    SchemaRegistry: [8081, 9081],
    Connect: [8083],
    KsqlDB: [8088, 9088],
    KafkaRestProxy: [8082],
    // The second and third are its Prometheus and Alertmanager.
    ControlCenter: [9021, 9090, 9093],
};
/** Ports of every pod: Jolokia, the metrics exporter, JMX. */
const ofAll = [7777, 7778, 7203];

/** Addresses with a port on which nothing listens: the client would retry forever. */
export const portRules: Rule[] = [
    rule(["gitops.path", "gitops.namespace"], ({ gitops, overlay }) => {
        const resources = overlay?.resources ?? [];
        const pods = podsIn(resources, gitops.namespace);
        return resources.filter(isOfConfluent).flatMap((resource) =>
            addressesIn(resource.object.spec, "spec").flatMap((address) => {
                const server = serviceAt(address, resources, pods, gitops.namespace)?.pods.resource;
                const [first, ...others] = (server && isOfConfluent(server) && usual[server.kind]) || [];
                if (!server || first === undefined) return [];
                const known = [first, ...others, ...ofAll, ...portsIn(at(server.object, "spec.listeners"))];
                if (known.includes(address.port)) return [];
                return [
                    refuse(
                        "gitops.path",
                        gitops.path,
                        `has ${nameOf(resource)} with ${address.field} ${address.host}:${address.port}, where ${nameOf(server)} does not listen`,
                        `use ${address.host}:${first}`,
                        { resource, field: `spec.${address.field}` },
                    ),
                ];
            }),
        );
    }),
];

/** The ports that listeners of any kind set. */
function portsIn(node: Json | undefined): number[] {
    if (Array.isArray(node)) return node.flatMap(portsIn);
    if (!isObject(node)) return [];
    return Object.entries(node).flatMap(([key, value]) =>
        key === "port" && typeof value === "number" ? [value] : portsIn(value),
    );
}
