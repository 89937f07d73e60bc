import { textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { serviceOf } from "../workload/security/endpoints";
import { listenersOf } from "../workload/security/listeners";
import { at } from "../workload/security/nodes";
import { namespaceIn } from "./endpoints";
import { of, type Rule, refuse, rule, type Why } from "./rule";
import { nameOf } from "./workload";

/** How the operator itself authenticates where it creates topics, role bindings and connectors. */
export const operatorRules: Rule[] = [
    rule(["gitops.path", "gitops.namespace"], (facts) => {
        const resources = facts.overlay?.resources ?? [];
        return resources.flatMap((resource) => {
            const way = wayOf(resource, resources, namespaceIn(facts));
            const why = way && (unknown(way) ?? withoutCertificate(way));
            return of(resource, why ? [why] : []).map((one) => refuse("gitops.path", facts.gitops.path, ...one));
        });
    }),
];

interface Way {
    resource: Resource;
    /** The field with the operator's credentials. */
    field: string;
    to: Resource;
    /** The type that `to` requires; `MDS` for one of MDS's tokens, or a certificate that it knows. */
    asks: string | undefined;
}

/** Fields of a kind that point to a REST API (CFK's CRDs), and whose API it is. */
const ways: Readonly<Record<string, readonly [rest: string, reference: string, to: string]>> = {
    KafkaRestClass: ["kafkaRest", "kafkaClusterRef", "Kafka"],
    KafkaTopic: ["kafkaRest", "kafkaClusterRef", "Kafka"],
    // A Schema or a SchemaExporter needs no setting: the operator uses Schema Registry's (examples, hybrid/schemalink).
    Connector: ["connectRest", "connectClusterRef", "Connect"],
};

/** Undefined if an object points elsewhere, or nowhere. */
function wayOf(resource: Resource, resources: readonly Resource[], namespace: string): Way | undefined {
    const { object, kind } = resource;
    const [rest, reference, of] = ways[kind] ?? [];
    if (!rest || !reference || object.spec === undefined || at(object, "spec.kafkaRestClassRef")) return undefined;
    const host = /^(?:\w+:\/\/)?([\w.-]+)/.exec(textOf(at(object, `spec.${rest}.endpoint`)))?.[1];
    const elsewhere = textOf(at(object, `spec.${reference}.namespace`)) || namespace;
    const name = host === undefined ? textOf(at(object, `spec.${reference}.name`)) : serviceOf(host, namespace);
    const all = elsewhere === namespace && name !== undefined ? resources.filter((one) => one.kind === of) : [];
    const to = name ? all.find((one) => one.name === name) : all.length === 1 ? all[0] : undefined;
    return to && { resource, field: `spec.${rest}`, to, asks: askedBy(to) };
}

function askedBy(resource: Resource): string | undefined {
    const isMds = at(resource.object, "spec.services.mds") !== undefined;
    if (isMds || at(resource.object, "spec.authorization.type") === "rbac") return "MDS";
    return listenersOf(resource).find(({ port }) => [8090, 8083].includes(port))?.authentication;
}

function unknown({ resource, field, to, asks }: Way): Why | undefined {
    const type = textOf(at(resource.object, `${field}.authentication.type`));
    const isKnown = asks === "MDS" ? ["bearer", "oauth", "mtls"].includes(type) : type === asks;
    if (asks === undefined || isKnown) return undefined;
    const asked = asks === "MDS" ? "a user that MDS knows" : `the authentication type ${asks}`;
    const whose = to.kind === "Kafka" ? "the REST API of Kafka" : to.kind;
    const below =
        asks === "MDS"
            ? "rbac-ldap or rbac-oidc"
            : asks === "mtls"
              ? "the tls-* component, and mtls"
              : "sasl-plain or oauth";
    return [
        `would reject the operator: ${whose} ${to.name} (${to.file}) expects ${asked}, but ${nameOf(resource)} has ${type || "none"} in ${field}.authentication`,
        `list ${below} below the component that adds ${resource.kind} ${resource.name}; or set ${field}.authentication there`,
    ];
}

/** Certificates identify clients, and this object has no component's certificate. */
function withoutCertificate({ resource, field }: Way): Why | undefined {
    const { object } = resource;
    if (at(object, `${field}.authentication.type`) !== "mtls") return undefined;
    const tls = at(object, `${field}.tls`);
    if (textOf(at(tls, "secretRef")) || textOf(at(tls, "directoryPathInContainer"))) return undefined;
    return [
        `would reject the operator: ${nameOf(resource)} uses mTLS, but has no certificate (${field}.tls.secretRef)`,
        `list the tls-* component below the one that adds ${resource.kind} ${resource.name}; or set ${field}.tls.secretRef, such as tls-kafka`,
    ];
}
