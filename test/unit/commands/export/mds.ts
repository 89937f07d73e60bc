// A few lines that respond like Confluent's Metadata Service, according to its API (mdsv1/api/openapi.yaml in
// confluentinc/mds-sdk-go-public): MDS itself needs Confluent Server, which doesn't run here.

interface Scope {
    clusterName?: string;
    clusters?: Record<string, string>;
}
interface Mapping {
    scope: Scope;
    rolebindings: Record<string, Record<string, { resourceType: string; name: string; patternType: string }[]>>;
}

const topic = (name: string, patternType = "PREFIXED") => ({ resourceType: "Topic", name, patternType });

const kafka = { "kafka-cluster": "MkU3OEVBNTcwNTJENDM2Qg" };
const connect = { ...kafka, "connect-cluster": "confluent.connect" };
const registry = { ...kafka, "schema-registry-cluster": "id_schemaregistry_confluent" };
const otherKafka = { "kafka-cluster": "another" };

const subject = { resourceType: "Subject", name: "payments.", patternType: "PREFIXED" };

/** The bindings. Bob has one only in Schema Registry, and one through a group. */
export const bound: readonly Mapping[] = [
    {
        scope: { clusters: kafka },
        rolebindings: {
            "User:alice": {
                ClusterAdmin: [],
                DeveloperRead: [topic("shop.", "LITERAL"), topic("payments.")],
            },
            "Group:Payments Team": { DeveloperWrite: [topic("payments.")] },
        },
    },
    { scope: { clusters: connect }, rolebindings: { "User:alice": { SystemAdmin: [] } } },
    { scope: { clusters: registry }, rolebindings: { "User:bob": { ResourceOwner: [subject] } } },
    { scope: { clusters: otherKafka }, rolebindings: { "User:alice": { Operator: [] } } },
    { scope: { clusterName: "Staging" }, rolebindings: { "User:alice": { SecurityAdmin: [] } } },
    { scope: { clusters: { ...kafka, "moon-base": "m" } }, rolebindings: { "User:alice": { Operator: [] } } },
];

/** The scopes that the user sees: Schema Registry's is in no binding of anybody found through Kafka's. */
const managed: readonly Scope[] = [{ clusters: registry }];

const groups: Readonly<Record<string, readonly string[]>> = { "User:bob": ["Group:Payments Team"] };

const same = (one: Scope, other: Scope) => JSON.stringify(one) === JSON.stringify(other);

/** The response, as JSON; undefined for 404. @param question the body of a POST */
export function mdsAnswer(method: string, url: string, question: string): unknown {
    const [, , , ...words] = decodeURIComponent(url).split("/");
    const [path, last = ""] = [words.slice(0, -1).join("/"), words.at(-1) ?? ""];
    if (method === "POST") {
        if (path !== "lookup/role") return undefined;
        const scope = JSON.parse(question) as Scope;
        const here = bound.filter((one) => same(one.scope, scope)).map(({ rolebindings }) => rolebindings);
        return here.flatMap((one) => Object.keys(one).filter((principal) => one[principal]?.[last]));
    }
    if (last === "metadataClusterId") return kafka["kafka-cluster"];
    if (last === "roleNames") {
        const roles = bound.flatMap(({ rolebindings }) =>
            Object.values(rolebindings).flatMap((one) => Object.keys(one)),
        );
        return [...new Set(roles)];
    }
    if (path === "lookup/managed/clusters/principal") return last === "User:admin" ? managed : [];
    if (path !== "lookup/rolebindings/principal") return undefined;
    const who = [last, ...(groups[last] ?? [])];
    return bound.flatMap(({ scope, rolebindings }) => {
        const own = Object.entries(rolebindings).filter(([principal]) => who.includes(principal));
        return own.length > 0 ? [{ scope, rolebindings: Object.fromEntries(own) }] : [];
    });
}
