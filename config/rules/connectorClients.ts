import { isObject, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { serviceOf } from "../workload/security/endpoints";
import type { Listener } from "../workload/security/listeners";
import { at } from "../workload/security/nodes";
import { namespaceIn } from "./endpoints";
import { type Rule, refuse, rule } from "./rule";
import { listenerAt } from "./tls";
import { nameOf } from "./workload";

/** Connectors with their own Kafka clients, such as Replicator: they don't inherit the workers' settings. */
export const connectorClientRules: Rule[] = [
    rule(["gitops.path", "gitops.namespace"], (facts) => {
        const resources = facts.overlay?.resources ?? [];
        return resources
            .filter(({ kind }) => kind === "Connector")
            .flatMap((connector) => clientsIn(connector, namespaceIn(facts), resources))
            .flatMap((client) => {
                const lacks = lackingIn(client);
                const { connector, to, listener, prefix, address } = client;
                if (lacks.length === 0) return [];
                return [
                    refuse(
                        "gitops.path",
                        facts.gitops.path,
                        `has a client that could not connect: ${nameOf(to)}, ${listener.path}, has ${listener.tls ? "TLS" : "no TLS"} and expects the authentication type ${listener.authentication ?? "none"}, but ${nameOf(connector)} connects to it (configs ${prefix}bootstrap.servers ${address}) without ${lacks.map(([key, value]) => `${prefix}${key} ${value}`).join(", ")}`,
                        `list the components that secure Kafka (tls-*, then sasl-plain or mtls) below the one that adds Connector ${connector.name}; or set ${lacks.map(([key, value]) => `${prefix}${key}: ${value}`).join(", ")} in its configs`,
                        { resource: connector, field: `spec.configs.${prefix}bootstrap.servers` },
                    ),
                ];
            });
    }),
];

interface Client {
    connector: Resource;
    /** The prefix of its settings, such as `dest.kafka.`. */
    prefix: string;
    address: string;
    to: Resource;
    listener: Listener;
}

const suffix = "bootstrap.servers";

/** The clients of a listener in the overlay. An override of a worker's client inherits the other settings from it. */
function clientsIn(connector: Resource, namespace: string, resources: readonly Resource[]): Client[] {
    const configs = at(connector.object, "spec.configs");
    return Object.entries(isObject(configs) ? configs : {})
        .filter(([key]) => key.endsWith(suffix) && !/^(producer|consumer|admin)\.override\./.test(key))
        .flatMap(([key, value]) => {
            const [address = ""] = textOf(value).split(",");
            const [, host = "", port] = /^([\w.-]+):(\d+)$/.exec(address.trim()) ?? [];
            const endpoint = { resource: connector, path: key, text: address, scheme: undefined, host, beside: {} };
            const found =
                serviceOf(host, namespace) === undefined
                    ? undefined
                    : listenerAt({ ...endpoint, port: Number(port) }, namespace, resources);
            if (!found) return [];
            const { resource: to, listener } = found;
            return [{ connector, prefix: key.slice(0, -suffix.length), address: address.trim(), to, listener }];
        });
}

/** SASL mechanisms by the type of a listener's authentication (Kafka's `sasl.mechanism`). */
const mechanisms: Readonly<Record<string, string>> = { plain: "PLAIN", ldap: "PLAIN", oauth: "OAUTHBEARER" };

/** Settings of Kafka clients that a listener requires, and that are missing or different; defaults are Kafka's. */
function lackingIn({ connector, prefix, listener }: Client): [key: string, value: string][] {
    const configs = at(connector.object, "spec.configs");
    const said = (key: string) => textOf(isObject(configs) ? configs[`${prefix}${key}`] : undefined);
    const mechanism = mechanisms[listener.authentication ?? ""];
    const protocol = `${mechanism ? "SASL_" : ""}${listener.tls ? "SSL" : "PLAINTEXT"}`;
    const wanted: [string, string][] = [
        ["security.protocol", protocol],
        ...(mechanism ? [["sasl.mechanism", mechanism] as [string, string]] : []),
    ];
    return wanted.filter(([key, value]) => {
        const is = said(key) || (key === "security.protocol" ? "PLAINTEXT" : "GSSAPI");
        return !is.includes("${") && is.toUpperCase() !== value;
    });
}
