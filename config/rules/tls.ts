import { isObject, type Json, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { controllersOf, type Endpoint, endpointsOf, serviceOf } from "../workload/security/endpoints";
import { customListeners, type Listener, listenersOf } from "../workload/security/listeners";
import { certificateOfLoadBalancer } from "../workload/security/names";
import { at, hasCertificate, isOfConfluent, nodesIn } from "../workload/security/nodes";
import { namespaceIn } from "./endpoints";
import { listed, of, type Rule, refuse, rule, type Why } from "./rule";
import { nameOf } from "./workload";

/** TLS at only one end of a connection, and certificates that Confluent for Kubernetes would reject. */
export const tlsRules: Rule[] = [
    rule(["gitops.path", "gitops.namespace"], (facts) => {
        const { gitops, overlay } = facts;
        const resources = overlay?.resources ?? [];
        const namespace = namespaceIn(facts);
        const endpoints = resources.flatMap(endpointsOf);
        return [
            ...endpoints.flatMap((endpoint) =>
                of(endpoint.resource, oneEnded(endpoint, listenerAt(endpoint, namespace, resources))),
            ),
            ...resources.flatMap((resource) => of(resource, toControllers(resource, resources))),
            ...resources.flatMap((resource) => of(resource, withoutCertificate(resource))),
            ...twoSources(resources),
            ...resources.flatMap((resource) => of(resource, sharedSecret(resource))),
            ...resources.flatMap(tooLong),
            ...resources.flatMap((resource) => of(resource, behindLoadBalancer(resource))),
        ].map((why) => refuse("gitops.path", gitops.path, ...why));
    }),
];

/** The listener in the overlay that an endpoint points to; undefined for one elsewhere, or for an unknown port. */
export function listenerAt(
    { host, port }: Pick<Endpoint, "host" | "port">,
    namespace: string,
    resources: readonly Resource[],
): { resource: Resource; listener: Listener } | undefined {
    const service = serviceOf(host, namespace);
    for (const resource of resources) {
        if (!isOfConfluent(resource) || resource.name !== service) continue;
        const listener = listenersOf(resource).find((one) => one.port === port);
        if (listener) return { resource, listener };
    }
    return undefined;
}

function oneEnded(endpoint: Endpoint, found: ReturnType<typeof listenerAt>): Why[] {
    const { resource, path, text, scheme, beside } = endpoint;
    if (!found) return [];
    const { listener } = found;
    const server = `${nameOf(found.resource)}${listener.path ? `, ${listener.path},` : ""}`;
    const where = `(${path} ${text})`;
    const below = path.replace(/\.[^.]+$/, ".tls.enabled");
    const asks = at(beside, "tls.enabled") === true;
    const secure = scheme === undefined ? asks : scheme === "https";
    if (secure !== listener.tls) {
        const [has, does] = listener.tls ? ["has TLS", "without TLS"] : ["has no TLS", "with TLS"];
        const https = scheme === undefined ? "" : ` and ${listener.tls ? "https" : "http"}://`;
        return [
            [
                `has a client that could not connect: ${server} ${has}, but ${nameOf(resource)} connects to it ${where} ${does}`,
                `list the tls-* component below the one that adds ${resource.kind} ${resource.name}; or set ${below} to ${listener.tls}${https} there`,
            ],
        ];
    }
    // A KafkaRestClass doesn't have this field.
    if (!listener.tls || asks || resource.kind === "KafkaRestClass") return [];
    const reason = `has a client that would not trust its server's certificate: ${nameOf(resource)} connects to ${server} ${where}, but does not set tls.enabled`;
    return [[reason, `set ${below} to true`]];
}

/** Kafka's connection to its controllers, which isn't an endpoint. */
function toControllers(kafka: Resource, resources: readonly Resource[]): Why[] {
    if (kafka.kind !== "Kafka") return [];
    const by = at(kafka.object, "spec.dependencies.kRaftController");
    const controllers = controllersOf(kafka, resources);
    if (isObject(at(by, "controllerListener")) && !isObject(at(by, "clusterRef"))) {
        return [
            [
                `has ${nameOf(kafka)} with dependencies.kRaftController.controllerListener, but no clusterRef: its security components are for KRaft`,
                "use components/kraft instead of components/zookeeper; or leave out the security components",
            ],
        ];
    }
    if (!controllers) return [];
    const there = at(controllers.object, "spec.listeners.controller.tls.enabled") === true;
    const here = at(by, "controllerListener.tls.enabled") === true;
    if (there === here) return [];
    return [
        [
            `has a client that could not connect: ${nameOf(controllers)} ${there ? "has" : "has no"} TLS at listeners.controller, but ${nameOf(kafka)} sets ${here} in dependencies.kRaftController.controllerListener.tls.enabled`,
            `set both to ${there || here}`,
        ],
    ];
}

function withoutCertificate(resource: Resource): Why[] {
    const { object } = resource;
    if (!isOfConfluent(resource) || hasCertificate(at(object, "spec.tls"))) return [];
    const bare = ["listeners", "services"].flatMap((group) =>
        Object.entries(asObject(at(object, `spec.${group}`)))
            .filter(([, node]) => at(node, "tls.enabled") === true && !hasCertificate(at(node, "tls")))
            .map(([name]) => `${group}.${name}`),
    );
    if (bare.length === 0) return [];
    return [
        [
            `has TLS without a certificate: ${nameOf(resource)} at ${bare.join(", ")}`,
            "add components/tls-generated, tls-cert-manager or tls-provided; or set spec.tls.secretRef",
        ],
    ];
}

const asObject = (value: Json | undefined) => (isObject(value) ? value : {});

function twoSources(resources: readonly Resource[]): Why[] {
    const both = resources.flatMap((resource) =>
        nodesIn(resource)
            .filter(({ node }) => node.autoGeneratedCerts === true && typeof node.secretRef === "string")
            .map(({ path }) => ({ resource, path })),
    );
    const [first] = both;
    if (both.length === 0) return [];
    return [
        [
            `has two sources for one certificate, autoGeneratedCerts and secretRef: ${listed(both.map(({ resource, path }) => `${path} of ${nameOf(resource)}`))}`,
            "keep one: an overlay has only one of the components tls-generated, tls-cert-manager and tls-provided",
            first && { resource: first.resource, field: `${first.path}.autoGeneratedCerts` },
        ],
    ];
}

/** CFK rejects the same Secret for two listeners of one Kafka; to use it for all listeners, set spec.tls. */
function sharedSecret(resource: Resource): Why[] {
    if (resource.kind !== "Kafka") return [];
    const { listeners } = asObject(resource.object.spec);
    const named = [
        ...Object.entries(asObject(listeners)),
        ...customListeners(resource.object.spec).map((node) => [textOf(node.name), node] as const),
    ].map(([name, node]) => ({ name, secret: textOf(at(node, "tls.secretRef")) }));
    const shared = named.find(
        ({ name, secret }) => secret && named.some((one) => one.secret === secret && one.name !== name),
    );
    if (!shared) return [];
    const both = named.filter(({ secret }) => secret === shared.secret).map(({ name }) => name);
    return [
        [
            `has two listeners with the same tls.secretRef, ${shared.secret}, which Confluent for Kubernetes rejects: ${both.sort().join(" and ")} of ${nameOf(resource)}`,
            "set spec.tls.secretRef to it, and leave it out at the listeners; or give each a Secret of its own",
        ],
    ];
}

const longest = 30;

/** CFK's CRDs allow 30 characters, except in a KafkaRestClass's tls; the name of a pull secret has a different type. */
function tooLong(resource: Resource): Why[] {
    return nodesIn(resource)
        .filter(({ path }) =>
            /\.(tls|jaasConfig\w*|bearer|basic|oauth|oauthbearer|simple|tokenKeyPair|clientCredentials)$/.test(path),
        )
        .filter(({ path }) => !(resource.kind === "KafkaRestClass" && path.endsWith(".tls")))
        .filter(({ node }) => textOf(node.secretRef).length > longest)
        .map(({ path, node }) => [
            `has the name of a Secret that is too long for Confluent for Kubernetes: ${nameOf(resource)}, ${path}.secretRef ${textOf(node.secretRef)}, has ${textOf(node.secretRef).length} characters`,
            `give the Secret a name of ${longest} characters or fewer`,
            { resource, field: `${path}.secretRef` },
        ]);
}

/** A load balancer that terminates TLS only uses TLS for its connection to a listener with TLS if it is told to. */
function behindLoadBalancer(resource: Resource): Why[] {
    const protocol = "service.beta.kubernetes.io/aws-load-balancer-backend-protocol";
    return nodesIn(resource).flatMap(({ path, node }): Why[] => {
        const annotations = asObject(at(node, "externalAccess.loadBalancer.annotations"));
        const isSecure = path === "spec" ? hasCertificate(node.tls) : at(node, "tls.enabled") === true;
        if (!isSecure || !annotations[certificateOfLoadBalancer]) return [];
        const passThrough = "remove aws-load-balancer-ssl-cert and -ssl-ports, so that it passes TLS through";
        if (textOf(at(node, "authentication.type")) === "mtls") {
            return [
                [
                    `would reject every client: ${nameOf(resource)} requires client certificates, but its load balancer terminates TLS and does not pass them on (${path}.externalAccess)`,
                    passThrough,
                ],
            ];
        }
        if (annotations[protocol] === "ssl") return [];
        return [
            [
                `has a load balancer that could not connect: ${nameOf(resource)} has TLS, but its load balancer terminates TLS and connects without it (${path}.externalAccess)`,
                `add the annotation ${protocol}: ssl there; or ${passThrough}`,
            ],
        ];
    });
}
