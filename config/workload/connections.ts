import type { Resource } from "../kustomize/resource";
import { textOf } from "../kustomize/json";
import { addressesIn } from "./addresses";
import { confluentGroup } from "./confluentKinds";
import { type Connection, elsewhereOf, type Pods, podsIn, serviceAt } from "./ends";
import { linksIn } from "./links";
import { child } from "./platform";
import { entrancesOf } from "./reached";

/**
 * Ports that the pods of a kind use among themselves (https://docs.confluent.io/operator/current/co-plan-network.html):
 * brokers replicate, controllers and ZooKeeper vote, and the others forward a request that reached the wrong pod.
 */
const amongThemselves: Readonly<Record<string, readonly number[]>> = {
    // 9071 is for their metrics reporters, which are their clients.
    Kafka: [9071, 9072],
    KRaftController: [9074],
    Zookeeper: [2888, 3888],
    SchemaRegistry: [8081],
    Connect: [8083],
    KsqlDB: [8088],
};

/**
 * Ports that the same page lists without their clients: internal listeners of Schema Registry, ksqlDB and MDS, and the
 * brokers' listener for tokens, which controllers use in some of Confluent's examples (security/oauth/idp_with_certs).
 */
const internal: Readonly<Record<string, readonly number[]>> = { SchemaRegistry: [9081], KsqlDB: [9088] };
const token = 9073;
const ofMds = [token, 9090];

/**
 * Ports of every pod that the operator uses: Jolokia, the metrics exporter, JMX. Without them, it reports ApplyFailed
 * forever.
 */
const operatorPorts = [7777, 7778, 7203];
/** REST APIs with which it maintains topics and role bindings, schemas and connectors. */
const operatorsRest: Readonly<Record<string, number>> = { Kafka: 8090, SchemaRegistry: 8081, Connect: 8083 };

const hasMds = ({ resource }: Pods): boolean => child(child(resource.object.spec, "services"), "mds") !== undefined;

/** All connections that an overlay's pods need, and those that the operator needs on their behalf. */
export function connectionsIn(resources: readonly Resource[], namespace: string): Connection[] {
    const pods = podsIn(resources, namespace);
    const ofKind = (kind: string) => pods.filter(({ resource }) => resource.kind === kind);
    const find = (kind: string, name: string) => ofKind(kind).find(({ resource }) => resource.name === name);
    const ofPods = pods.flatMap((own) => {
        const { resource } = own;
        const { kind, name, object } = resource;
        const needs = (
            to: Connection["to"],
            port: number,
            field: string,
            from: Connection["from"] = own,
        ): Connection => ({
            from,
            to,
            port,
            because: `${kind} ${name}: ${field}`,
            resource,
        });
        const mayNeed = (to: Pods, port: number, field: string) => ({ ...needs(to, port, field), isOptional: true });
        const found: Connection[] = addressesIn(object.spec, "spec").map(({ field, ...address }) => {
            const at = serviceAt(address, resources, pods, namespace);
            return needs(at?.pods ?? elsewhereOf(address), at?.port ?? address.port, field);
        });
        if (resource.group !== confluentGroup) {
            const account = child(child(child(object.spec, "template"), "spec"), "automountServiceAccountToken");
            return account === true ? [...found, needs("API server", 443, "serviceAccountName")] : found;
        }
        const dependencies = child(object.spec, "dependencies");
        const controllers = textOf(child(child(child(dependencies, "kRaftController"), "clusterRef"), "name"));
        const quorum = find("KRaftController", controllers);
        if (quorum) found.push(needs(quorum, 9074, "dependencies.kRaftController.clusterRef"));
        found.push(...(amongThemselves[kind] ?? []).map((port) => needs(own, port, "its own pods")));
        found.push(...(internal[kind] ?? []).map((port) => mayNeed(own, port, "its internal listener")));
        if (hasMds(own)) {
            found.push(needs(own, 8090, "services.mds"), ...ofMds.map((port) => mayNeed(own, port, "services.mds")));
        }
        const brokers = ofKind("Kafka");
        if (child(dependencies, "mds") ?? child(dependencies, "mdsKafkaCluster")) {
            found.push(...brokers.filter(hasMds).map((to) => mayNeed(to, token, "dependencies.mds")));
        }
        // With confluent.controlcenter.streams.cprest.url, for cluster links.
        if (kind === "ControlCenter") found.push(...brokers.map((to) => mayNeed(to, 8090, "Kafka's REST API")));
        if (child(object.spec, "rackAssignment")) found.push(needs("API server", 443, "rackAssignment"));
        if (textOf(child(child(object.spec, "build"), "type")) === "onDemand") {
            found.push(needs("outside", 443, "build.onDemand"));
        }
        found.push(...entrancesOf(resource).map(({ port, field }) => needs(own, port, field, "clients")));
        const rest = operatorsRest[kind];
        for (const port of [...operatorPorts, ...(rest === undefined ? [] : [rest])]) {
            found.push(needs(own, port, "the operator", "operator"));
        }
        return found;
    });
    return [...ofPods, ...linksIn(resources, pods, namespace)];
}
