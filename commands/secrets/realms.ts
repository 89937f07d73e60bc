import { isObject, type Json, textOf } from "../../config/kustomize/json";
import type { Resource } from "../../config/kustomize/resource";
import { child } from "../../config/workload/platform";
import type { Reference } from "../../config/workload/secrets";

/**
 * Where users and their passwords are known: clients and servers agree on them within each. `directory` is LDAP, or the
 * file in place of it, with which MDS knows all users.
 */
export type Realm =
    | "kafka"
    | "controllers"
    | "zookeeper"
    | "directory"
    | "SchemaRegistry"
    | "Connect"
    | "KsqlDB"
    | "KafkaRestProxy"
    | "ControlCenter"
    | "Kafka REST"
    | "Prometheus"
    | "Alertmanager";

/** The parts of an overlay that determine where users are known. */
export interface Directory {
    /** How MDS knows users; undefined without MDS. */
    kind: "ldap" | "file" | "other" | undefined;
    /** Whether the overlay includes the LDAP server, so that its passwords may be generated here. */
    isOwn: boolean;
    /** `userSearchBase`, which contains the account that looks up users. */
    searchBase: string;
    /** Whether components authenticate to Kafka with LDAP. */
    forKafka: boolean;
    /** The user of brokers, controllers and the operator: the first of superUsers. */
    superUser: string;
}

const at = (node: Json | undefined, path: string): Json | undefined =>
    path.split(".").reduce<Json | undefined>(child, node);

export function directoryOf(resources: readonly Resource[]): Directory {
    const kafkas = resources.filter(({ kind }) => kind === "Kafka").map(({ object }) => object.spec);
    const provider = kafkas.map((spec) => at(spec, "services.mds.provider")).find(isObject);
    const type = textOf(provider?.type);
    const host = /^ldaps?:\/\/([\w-]+)(\.[\w-]+\.svc[\w.-]*)?(:\d+)?\/?$/.exec(
        textOf(at(provider, "ldap.address")),
    )?.[1];
    const superUsers = kafkas.flatMap((spec) => {
        const users = at(spec, "authorization.superUsers");
        return Array.isArray(users) ? users.map(textOf) : [];
    });
    return {
        kind: provider === undefined ? undefined : type === "ldap" || type === "file" ? type : "other",
        isOwn: resources.some(
            ({ group, kind, name }) =>
                name === host && ["/Service", "apps/StatefulSet", "apps/Deployment"].includes(`${group}/${kind}`),
        ),
        searchBase: textOf(at(provider, "ldap.configurations.userSearchBase")),
        forKafka: kafkas.some((spec) => at(spec, "listeners.internal.authentication.type") === "ldap"),
        superUser: superUsers.map((user) => /^User:([\w.-]+)$/.exec(user)?.[1]).find(Boolean) ?? "kafka",
    };
}

const kafka = ({ forKafka }: Directory): Realm => (forKafka ? "directory" : "kafka");

/** The realm of a field's users; undefined if the field contains no user, or something outside the overlay knows the user. */
export function realmOf({ form, path, resource }: Reference, directory: Directory): Realm | undefined {
    if (
        /\.(source|destination)KafkaCluster\.|\.licenseCluster\.|\.monitoringKafkaClusters|\.streamingDomains|confluentCloud|unifiedStream/.test(
            `.${path}`,
        )
    )
        return undefined;
    switch (form) {
        case "sasl-users":
            return resource.kind === "KRaftController" ? "controllers" : "kafka";
        case "sasl-broker":
            return /kRaftController/.test(path) ? "controllers" : kafka(directory);
        case "sasl-client":
            return kafka(directory);
        case "sasl-ldap-broker":
        case "user-store":
        case "bearer":
            return directory.kind === "other" ? undefined : "directory";
        case "digest-users":
        case "digest-client":
            return "zookeeper";
        case "basic-users":
            return serverAt(path) ?? (resource.kind as Realm);
        case "basic-client":
            return serverOf(path, resource.kind);
        default:
            return undefined;
    }
}

function serverAt(path: string): Realm | undefined {
    if (/services\.prometheus/.test(path)) return "Prometheus";
    if (/services\.alertmanager/.test(path)) return "Alertmanager";
    return /services\.kafkaRest/.test(path) ? "Kafka REST" : undefined;
}

/** Where a component authenticates with a name and a password, by the field that sets them. */
const servers: readonly (readonly [RegExp, Realm])[] = [
    [/(prometheus|metrics)Client/, "Prometheus"],
    [/alertManagerClient/, "Alertmanager"],
    [/kafkaRest\b/i, "Kafka REST"],
    [/schemaRegistry(Rest)?\b/, "SchemaRegistry"],
    [/connect(Rest)?(\[\])?\./, "Connect"],
    [/ksqldb/, "KsqlDB"],
];

function serverOf(path: string, kind: string): Realm | undefined {
    // An exporter's other side belongs to a different cluster.
    if (kind === "SchemaExporter" || kind === "SchemaImporter") return undefined;
    return servers.find(([pattern]) => pattern.test(path))?.[1];
}

/** The user name with which it authenticates there. */
export function userOf({ resource: { kind, name } }: Reference, { superUser }: Directory): string {
    return ["Kafka", "KRaftController", "KafkaRestClass"].includes(kind) ? superUser : name;
}
