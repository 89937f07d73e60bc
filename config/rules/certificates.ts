import { textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { endpointsOf } from "../workload/security/endpoints";
import { isOn, servedBy, type Served } from "../workload/security/names";
import { at, isOfConfluent } from "../workload/security/nodes";
import { makersOf } from "../workload/secrets/makers";
import { namespaceIn } from "./endpoints";
import { listed, type Rule, refuse, rule, type Why } from "./rule";
import { nameOf } from "./workload";

/** cert-manager Certificates that lack a name that clients connect to: those clients would reject the connection. */
export const certificateRules: Rule[] = [
    rule(["gitops.path", "gitops.namespace"], (facts) => {
        const { gitops, overlay } = facts;
        const resources = overlay?.resources ?? [];
        const endpoints = resources.flatMap(endpointsOf);
        const certificates = new Map(
            resources.filter(isCertificate).map((one) => [textOf(at(one.object, "spec.secretName")), one]),
        );
        if (certificates.size === 0) return [];
        const made = new Set(resources.flatMap(makersOf).map(({ secret }) => secret));
        const served = resources
            .filter(isOfConfluent)
            .flatMap((resource) => servedBy(resource, endpoints, namespaceIn(facts)));
        const found = served.flatMap((one) => {
            const certificate = certificates.get(one.secret);
            return certificate ? lacking(one, certificate) : made.has(one.secret) ? [] : missing(one);
        });
        return [...new Map(found.map((why) => [why[0], why])).values()].map((why) =>
            refuse("gitops.path", gitops.path, ...why),
        );
    }),
];

const isCertificate = ({ group, kind }: Resource): boolean => group === "cert-manager.io" && kind === "Certificate";

function lacking({ resource, names }: Served, certificate: Resource): Why[] {
    const listedNames = at(certificate.object, "spec.dnsNames");
    const dnsNames = Array.isArray(listedNames) ? listedNames.map(textOf) : [];
    const lacks = names.filter((name) => !isOn(name, dnsNames));
    if (lacks.length === 0) return [];
    const operations = lacks.map((value) => ({ op: "add", path: "/spec/dnsNames/-", value }));
    return [
        [
            `has ${nameOf(certificate)} without names that clients use to reach ${nameOf(resource)}: ${listed(lacks)}`,
            `add them to spec.dnsNames, or in your overlay, under patches: { target: { kind: Certificate, name: ${certificate.name} }, patch: '${JSON.stringify(operations)}' }`,
            { resource: certificate, field: "spec.dnsNames" },
        ],
    ];
}

/** Optional components have their Certificates in separate folders. */
const optional = ["ksqldb", "kafkarestproxy"];

function missing({ resource, path, secret }: Served): Why[] {
    const folder = optional.find((name) => secret === `tls-${name}`);
    if (!folder) return [];
    return [
        [
            `has Certificates, but none for ${nameOf(resource)}, whose ${path} is ${secret}`,
            `add ../../components/tls-cert-manager/${folder} below ../../components/tls-cert-manager`,
            { resource, field: path },
        ],
    ];
}
