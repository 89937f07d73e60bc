import { listOf, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { endpointsOf } from "../workload/security/endpoints";
import { isOn, servedBy, type Served } from "../workload/security/names";
import { at, isOfConfluent } from "../workload/security/nodes";
import { makersOf } from "../workload/secrets/makers";
import { namespaceIn } from "./endpoints";
import { inOverlay, listed, type Rule, refuse, rule, type Why } from "./rule";
import { nameOf } from "./workload";

/**
 * cert-manager Certificates that lack a name that clients connect to, whose clients would reject the connection; and
 * those that are never issued, or not into the Secret that the component reads.
 */
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
            if (certificate) return lacking(one, certificate);
            return made.has(one.secret) ? [] : [...missing(one), ...misplaced(one, resources)];
        });
        return [...new Map(found.map((why) => [why[0], why])).values()].map((why) =>
            refuse("gitops.path", gitops.path, ...why),
        );
    }),

    inOverlay((resources) =>
        resources.filter(isCertificate).flatMap((one) => [...unissued(one, resources), ...neverRenewed(one)]),
    ),
];

/** A ClusterIssuer with the name of the overlay's own Issuer, which is another kind. */
function unissued(certificate: Resource, all: readonly Resource[]): Why[] {
    const issuers = all.filter((one) => one.group === "cert-manager.io" && one.kind === "Issuer");
    const [kind, name] = ["kind", "name"].map((field) => textOf(at(certificate.object, `spec.issuerRef.${field}`)));
    const issuer = issuers.find((one) => one.name === name);
    const group = textOf(at(certificate.object, "spec.issuerRef.group"));
    const isThere = all.some((one) => one.kind === "ClusterIssuer" && one.name === name);
    if (kind !== "ClusterIssuer" || !/^(cert-manager\.io)?$/.test(group) || isThere || !issuer) return [];
    return [
        [
            `has ${nameOf(certificate)} of the ClusterIssuer ${name}, but the overlay has ${nameOf(issuer)}: without a ClusterIssuer of that name in the cluster, it is never issued`,
            "set spec.issuerRef.kind to Issuer",
            { resource: certificate, field: "spec.issuerRef.kind" },
        ],
    ];
}

/** cert-manager's defaults, in hours: 90 days, of which the last third is for renewal. */
const usualDuration = 2160;

/** cert-manager refuses a renewal that is not after the start (its API reference, CertificateSpec.renewBefore). */
function neverRenewed(certificate: Resource): Why[] {
    const [duration, before] = ["duration", "renewBefore"].map((field) =>
        textOf(at(certificate.object, `spec.${field}`)),
    );
    const [lives, left] = [duration ? hoursIn(duration) : usualDuration, hoursIn(before ?? "")];
    if (lives === undefined || left === undefined || left < lives) return [];
    return [
        [
            `has ${nameOf(certificate)} with renewBefore ${before}, no less than its duration ${duration || "of 2160h"}: cert-manager does not take it`,
            "set spec.renewBefore to a third of spec.duration",
            { resource: certificate, field: "spec.renewBefore" },
        ],
    ];
}

/** A duration as Go writes it, such as 1h30m, in hours; undefined for another text. */
function hoursIn(text: string): number | undefined {
    if (!/^(\d+(\.\d+)?[hms])+$/.test(text)) return undefined;
    const units: Readonly<Record<string, number>> = { h: 1, m: 1 / 60, s: 1 / 3600 };
    return [...text.matchAll(/([\d.]+)([hms])/g)].reduce(
        (sum, [, n, unit = ""]) => sum + Number(n) * (units[unit] ?? 0),
        0,
    );
}

/**
 * A Certificate with all of a component's names, and named as the Secret that the component reads, but in another Secret,
 * which nothing in the overlay names. A component may also read a Secret that somebody has made by hand.
 */
function misplaced({ resource, path, secret, names }: Served, all: readonly Resource[]): Why[] {
    const found = all.find((one) => isCertificate(one) && one.name === secret);
    if (!found || !names.every((name) => isOn(name, dnsNamesOf(found)))) return [];
    const elsewhere = JSON.stringify(at(found.object, "spec.secretName") ?? null);
    const others = all.filter((one) => !isCertificate(one));
    if (others.some(({ object }) => JSON.stringify(object.spec ?? {}).includes(elsewhere))) return [];
    return [
        [
            `has ${nameOf(found)} for the names of ${nameOf(resource)}, but into the Secret ${textOf(at(found.object, "spec.secretName"))}, and ${path} there is ${secret}, which nothing in the overlay makes`,
            `set spec.secretName to ${secret}, or ${path} to the other`,
            { resource: found, field: "spec.secretName" },
        ],
    ];
}

const dnsNamesOf = ({ object }: Resource): string[] => listOf(at(object, "spec.dnsNames")).map(textOf);

const isCertificate = ({ group, kind }: Resource): boolean => group === "cert-manager.io" && kind === "Certificate";

function lacking({ resource, names }: Served, certificate: Resource): Why[] {
    const dnsNames = dnsNamesOf(certificate);
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
