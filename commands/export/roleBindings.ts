import { roleBindingObject } from "../frame/applied";
import type { File, Found, Left, Wanted } from "./found";
import { objectNameOf } from "./names";
import type { Rest } from "./rest";

// Paths and shapes: mdsv1/api/openapi.yaml in confluentinc/mds-sdk-go-public, from which the confluent CLI is
// generated, and https://docs.confluent.io/platform/current/security/authorization/rbac/mds-api.html.
interface Pattern {
    resourceType: string;
    name: string;
    patternType: string;
}
/** Given by a name in the cluster registry, or by IDs. */
interface Scope {
    clusterName?: string;
    clusters?: Readonly<Record<string, string>>;
}
/**
 * Patterns by principal, such as `User:alice`, and role. Without patterns, the whole scope. A user's mapping includes
 * those of the user's groups.
 */
interface Mapping {
    scope: Scope;
    rolebindings: Record<string, Record<string, Pattern[]>>;
}
interface Binding {
    scope: Scope;
    principal: string;
    role: string;
    patterns: Pattern[];
}

/** The field of a ConfluentRolebinding for each ID (its CRD). */
const idFields: Readonly<Record<string, string>> = {
    "kafka-cluster": "kafkaClusterId",
    "connect-cluster": "connectClusterId",
    "ksql-cluster": "ksqlClusterId",
    "schema-registry-cluster": "schemaRegistryClusterId",
    cmf: "cmfId",
    "flink-environment": "flinkEnvironmentId",
};

/** Every role binding in MDS, for every cluster that it knows: an object for each principal, role and cluster. */
export async function roleBindings(rest: Rest, { prefix }: Wanted): Promise<Found> {
    const kafka = await rest.get<string>("/security/1.0/metadataClusterId");
    const files: File[] = [];
    const leftOut: Left[] = [];
    for (const binding of await everyBinding(rest, kafka)) {
        const patterns = binding.patterns.filter(({ name }) => name.startsWith(prefix));
        if (prefix && patterns.length === 0) continue;
        const { principal, role, scope } = binding;
        // MDS only accepts the principals User:NAME and Group:NAME.
        const [type = "", ...named] = principal.split(":");
        const user = named.join(":");
        const unknown = Object.keys(scope.clusters ?? {}).find((one) => !idFields[one]);
        if (unknown) {
            const why = `the operator knows no cluster ${unknown}`;
            leftOut.push({ what: `role binding of ${principal}, ${role}`, why });
            continue;
        }
        const clusters = clustersOf(scope, kafka);
        const last = scope.clusterName ?? Object.values(clusters).at(-1) ?? "kafka";
        const name = objectNameOf(`${prefix}${type}-${user}-${role}-${last}`);
        const object = roleBindingObject(name, {
            principal: { type: type.toLowerCase(), name: user },
            role,
            ...(Object.keys(clusters).length > 0 && { clustersScopeByIds: clusters }),
            ...(scope.clusterName && { clustersScopeByRegistryName: scope.clusterName }),
            ...(patterns.length > 0 && { resourcePatterns: patterns.sort(byText) }),
        });
        files.push({ path: `role-bindings/${name}.yaml`, objects: [object] });
    }
    return { files: files.sort((one, other) => one.path.localeCompare(other.path)), leftOut, toGive: [] };
}

/**
 * MDS can't list all bindings. It returns who has a role in a scope, and which bindings somebody has in all scopes:
 * both are queried until no further scope turns up, starting with Kafka's own and those that the user may see.
 */
async function everyBinding(rest: Rest, kafka: string): Promise<Binding[]> {
    const found = new Map<string, Binding>();
    const principals = new Set<string>();
    const scopes = new Map<string, Scope>();
    const meet = (scope: Scope) => {
        const key = keyOf(scope);
        if (!scopes.has(key)) scopes.set(key, scope);
    };
    meet({ clusters: { "kafka-cluster": kafka } });
    const roles = await rest.get<string[]>("/security/1.0/roleNames");
    if (rest.user) {
        const path = `/security/1.0/lookup/managed/clusters/principal/${encodeURIComponent(`User:${rest.user}`)}`;
        for (const scope of await rest.get<Scope[]>(path)) meet(scope);
    }
    // Iterating over a Map includes entries that are added in the meantime.
    for (const scope of scopes.values()) {
        for (const role of roles) {
            const path = `/security/1.0/lookup/role/${encodeURIComponent(role)}`;
            for (const principal of await rest.lookUp<string[]>(path, scope)) {
                if (principals.has(principal)) continue;
                principals.add(principal);
                const of = `/security/1.0/lookup/rolebindings/principal/${encodeURIComponent(principal)}`;
                for (const mapping of await rest.get<Mapping[]>(of)) {
                    meet(mapping.scope);
                    for (const binding of bindingsOf(mapping)) {
                        found.set(JSON.stringify([keyOf(binding.scope), binding.principal, binding.role]), binding);
                    }
                }
            }
        }
    }
    return [...found.values()];
}

const bindingsOf = ({ scope, rolebindings }: Mapping): Binding[] =>
    Object.entries(rolebindings).flatMap(([principal, roles]) =>
        Object.entries(roles).map(([role, patterns]) => ({ scope, principal, role, patterns })),
    );

const keyOf = ({ clusterName, clusters = {} }: Scope): string =>
    JSON.stringify([clusterName ?? null, Object.entries(clusters).sort(byText)]);

/** Kafka's own ID is left to the operator, which asks Kafka: the same files then also fit the cluster that replaces it. */
const clustersOf = ({ clusters = {} }: Scope, kafka: string): Record<string, string> =>
    Object.fromEntries(
        Object.entries(clusters)
            .filter(([kind, id]) => !(kind === "kafka-cluster" && id === kafka))
            .map(([kind, id]) => [idFields[kind] ?? kind, id]),
    );

const byText = (one: object, other: object): number => JSON.stringify(one).localeCompare(JSON.stringify(other));
