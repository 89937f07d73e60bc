import { compareMinor } from "../support";
import { isObject, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { controllersOf, type Endpoint, endpointsOf } from "../workload/security/endpoints";
import { listenersOf } from "../workload/security/listeners";
import { at, isOfConfluent, nodesIn } from "../workload/security/nodes";
import { namespaceIn } from "./endpoints";
import { listed, of, type Rule, refuse, rule, type Why } from "./rule";
import { listenerAt } from "./tls";
import { nameOf } from "./workload";

/** Clients that authenticate differently from what the other end requires, or in two ways at once. */
export const authenticationRules: Rule[] = [
    rule(["gitops.path", "gitops.namespace"], (facts) => {
        const { gitops, overlay } = facts;
        const resources = overlay?.resources ?? [];
        const namespace = namespaceIn(facts);
        return [
            ...twoWays(resources),
            ...withoutTls(resources),
            ...resources
                .flatMap(endpointsOf)
                .flatMap((endpoint) =>
                    of(endpoint.resource, otherWay(endpoint, listenerAt(endpoint, namespace, resources))),
                ),
            ...resources.flatMap((resource) => of(resource, toControllers(resource, resources))),
            ...resources.flatMap((resource) => of(resource, notAllowed(resource, overlay?.platformVersion ?? ""))),
        ].map((why) => refuse("gitops.path", gitops.path, ...why));
    }),
];

/** Fields of an `authentication` that belong only to some of its types, according to CFK's CRDs. */
const fieldsOf: Readonly<Record<string, readonly string[]>> = {
    plain: ["jaasConfig", "jaasConfigPassThrough"],
    digest: ["jaasConfig", "jaasConfigPassThrough"],
    ldap: ["jaasConfig", "jaasConfigPassThrough", "ldap"],
    oauth: ["jaasConfig", "jaasConfigPassThrough", "oauthSettings", "oauth", "principalMappingRules"],
    oauthbearer: ["oauthbearer"],
    mtls: ["mtls", "principalMappingRules"],
    basic: ["basic"],
    bearer: ["bearer", "jaasConfig", "oauthSettings"],
    simple: ["simple"],
};
const particular = new Set(Object.values(fieldsOf).flat());

function twoWays(resources: readonly Resource[]): Why[] {
    const both = resources.flatMap((resource) =>
        nodesIn(resource)
            .filter(({ path }) => path.endsWith(".authentication"))
            .flatMap(({ path, node }) => {
                const type = textOf(node.type);
                const known = fieldsOf[type];
                const others = Object.keys(node).filter((field) => particular.has(field) && !known?.includes(field));
                return known && others.length > 0 ? [{ resource, path, others, type }] : [];
            }),
    );
    const [first] = both;
    if (both.length === 0) return [];
    return [
        [
            `has two types of authentication in one place: ${listed(both.map(({ resource, path, others, type }) => `${path} of ${nameOf(resource)} is of type ${type} with ${others.join(" and ")}`))}`,
            "keep one: an overlay has only one of the components sasl-plain, mtls and oauth",
            first && { resource: first.resource, field: `${first.path}.${first.others[0]}` },
        ],
    ];
}

/** A certificate can identify a client only over TLS. */
function withoutTls(resources: readonly Resource[]): Why[] {
    const bare = resources.flatMap((resource) =>
        listenersOf(resource)
            .filter(({ authentication, tls }) => authentication === "mtls" && !tls)
            .map(({ path }) => ({ resource, path })),
    );
    const [first] = bare;
    if (bare.length === 0) return [];
    return [
        [
            `has mTLS without TLS: ${listed(bare.map(({ resource, path }) => `${nameOf(resource)}${path ? ` at ${path}` : ""}`))}`,
            "add components/tls-cert-manager, tls-provided or tls-generated, above components/mtls",
            first && { resource: first.resource, field: first.path },
        ],
    ];
}

/** The types of clients that a listener's type accepts. */
const takes = (listener: string, client: string): boolean =>
    listener === client ||
    (listener === "ldap" && client === "plain") ||
    (listener === "oauth" && client === "oauthbearer");

function otherWay(endpoint: Endpoint, found: ReturnType<typeof listenerAt>): Why[] {
    const { resource, path, text, beside } = endpoint;
    // A client of MDS sends a token, or gets one; a REST API with MDS accepts the same as MDS does.
    if (!found || /\.mds\.|kafkaRest\./.test(`.${path}`)) return [];
    // With RBAC, a REST API passes a client's credentials on to MDS.
    if (textOf(at(found.resource.object, "spec.authorization.type")) === "rbac" && found.listener.path === "")
        return [];
    const asked = found.listener.authentication ?? "none";
    const type = textOf(at(beside, "authentication.type")) || "none";
    if (takes(asked, type)) return [];
    return [
        [
            `has a client that would be rejected: ${nameOf(found.resource)}${found.listener.path ? `, ${found.listener.path},` : ""} expects the authentication type ${asked}, but ${nameOf(resource)} uses ${type} (${path} ${text})`,
            `list sasl-plain, mtls or oauth below the component that adds ${resource.kind} ${resource.name}; or set ${path.replace(/\.[^.]+$/, ".authentication")} there`,
        ],
    ];
}

function toControllers(kafka: Resource, resources: readonly Resource[]): Why[] {
    if (kafka.kind !== "Kafka") return [];
    const by = at(kafka.object, "spec.dependencies.kRaftController");
    const controllers = controllersOf(kafka, resources);
    if (!controllers) return [];
    const asked = textOf(at(controllers.object, "spec.listeners.controller.authentication.type")) || "none";
    const type = textOf(at(by, "controllerListener.authentication.type")) || "none";
    if (takes(asked, type)) return [];
    return [
        [
            `has a client that would be rejected: ${nameOf(controllers)} expects the authentication type ${asked} at listeners.controller, but ${nameOf(kafka)} uses ${type} (spec.dependencies.kRaftController.controllerListener)`,
            "set both to the same type",
        ],
    ];
}

const flag = "-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=";

/**
 * Since Kafka 4.0, in Confluent Platform 8.0, a JVM requests tokens and keys only from URLs in this flag (KAFKA-18847).
 */
function notAllowed(resource: Resource, platform: string): Why[] {
    if (!isOfConfluent(resource) || !isObject(at(resource.object, "spec.image")) || compareMinor(platform, "8.0") < 0)
        return [];
    const jvm = at(resource.object, "spec.configOverrides.jvm");
    const allowed = (Array.isArray(jvm) ? jvm.map(textOf) : [])
        .filter((one) => one.startsWith(flag))
        .flatMap((one) => one.slice(flag.length).split(","));
    const asked = nodesIn(resource)
        .filter(({ path }) => /\.(oauthSettings|configuration)$/.test(path))
        .flatMap(({ node }) => [textOf(node.tokenEndpointUri), textOf(node.jwksEndpointUri)])
        .filter((url) => url && !allowed.includes(url));
    if (asked.length === 0) return [];
    const urls = [...new Set([...allowed, ...asked])].join(",");
    return [
        [
            `has ${nameOf(resource)}, whose JVM is not allowed to request tokens or keys from ${[...new Set(asked)].join(" and ")}`,
            `add ${flag}${urls} to its configOverrides.jvm; if the overlay has components/oauth, list it below the components that replace these flags, such as size-small`,
        ],
    ];
}
