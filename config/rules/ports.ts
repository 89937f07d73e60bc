import { isObject, type Json } from "../kustomize/json";
import { addressesIn } from "../workload/addresses";
import { podsIn, serviceAt } from "../workload/ends";
import { at, isOfConfluent } from "../workload/security/nodes";
import { type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

/** Where each kind listens by itself (https://docs.confluent.io/operator/current/co-plan-network.html). */
const usual: Readonly<Record<string, readonly number[]>> = {
    Kafka: [9071, 9072, 9073, 9092, 8090],
    KRaftController: [9074],
    Zookeeper: [2181, 2182],
    SchemaRegistry: [8081, 9081],
    Connect: [8083],
    KsqlDB: [8088, 9088],
    KafkaRestProxy: [8082],
    // The second and third: its Prometheus and Alertmanager.
    ControlCenter: [9021, 9090, 9093],
};
/** Of every pod: Jolokia, the metrics' exporter, JMX. */
const ofAll = [7777, 7778, 7203];

/** An address with a port that nobody listens on: its client tries for ever. */
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
                        `write ${address.host}:${first}`,
                        { resource, field: `spec.${address.field}` },
                    ),
                ];
            }),
        );
    }),
];

/** Those that listeners say, of whichever sort. */
function portsIn(node: Json | undefined): number[] {
    if (Array.isArray(node)) return node.flatMap(portsIn);
    if (!isObject(node)) return [];
    return Object.entries(node).flatMap(([key, value]) =>
        key === "port" && typeof value === "number" ? [value] : portsIn(value),
    );
}
