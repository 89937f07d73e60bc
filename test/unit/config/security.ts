import type { Problem } from "../../../config/problems";
import { checked } from "../../checked";
import { onTopOf } from "../../overlays";

/** Kinds that a stack allows for these components (from their head comments). */
export const securityKinds = ["cert-manager.io/Certificate", "cert-manager.io/Issuer", "Service"];

/** An overlay that adds components to a committed one, in their order, and further lines of its kustomization. */
export const lines = (components: readonly string[], more = ""): string =>
    (components.length > 0 ? "components:\n" : "") +
    components.map((name) => `  - ../../../gitops/platform/components/${name}\n`).join("") +
    more;

/** A merge patch for one object. */
export const patch = (kind: string, name: string, spec: object): string =>
    `patches:\n  - target: { kind: ${kind}, name: ${name} }\n    patch: '${JSON.stringify({ apiVersion: "platform.confluent.io/v1beta1", kind, metadata: { name }, spec })}'\n`;

/** JSON patches for one object. */
export const operations = (kind: string, name: string, ...of: object[]): string =>
    `patches:\n  - target: { kind: ${kind}, name: ${name} }\n    patch: '${JSON.stringify(of)}'\n`;

/** What a preview reports about such an overlay. */
export const problemsWith = (overlay: string, components: readonly string[], more = ""): Promise<Problem[]> =>
    onTopOf(
        overlay,
        lines(components, more),
        (path) => checked("dev", { "gitops.path": path, "gitops.kinds": securityKinds }).problems,
    );

/** Sensible combinations, in the order in which they are listed. */
export const combinations: readonly string[][] = [
    ["tls-generated"],
    ["ca-cert-manager", "tls-generated"],
    ["tls-provided"],
    ["tls-cert-manager"],
    ["tls-generated", "sasl-plain"],
    ["tls-cert-manager", "mtls"],
    ["tls-cert-manager", "mtls", "acls"],
    ["tls-cert-manager", "sasl-plain", "acls"],
    ["tls-cert-manager", "sasl-plain", "rbac-ldap"],
    ["tls-provided", "sasl-plain", "rbac-ldap"],
    ["tls-generated", "sasl-plain", "rbac-ldap", "openldap"],
    ["tls-provided", "oauth"],
    ["tls-cert-manager", "oauth", "rbac-oidc"],
];

/** Tags of the images in components. */
export const versions = "../overlays/eks/version";

/** The same for components that need more than one node. */
export const combinationsOnNodes: readonly string[][] = [
    ["kafka-rest-class", "tls-cert-manager", "mtls"],
    ["kafka-rest-class", "tls-provided", "mtls", "acls"],
    ["replicator", "tls-generated"],
    ["replicator", "tls-generated", "sasl-plain"],
    ["replicator", "tls-cert-manager", "tls-cert-manager/replicator", "sasl-plain", "acls"],
    ["replicator", "tls-provided", "mtls", "acls"],
    ["kafka-rest-class", "connect-plugins", "connector-datagen", "tls-provided", "mtls"],
    ["connect-plugins", "connector-datagen", "tls-provided", "sasl-plain", "rbac-ldap"],
    ["connect-plugins", "connector-jdbc-source", "tls-cert-manager", "oauth", "rbac-oidc"],
    ["connect-plugins", "connector-s3-sink", "tls-provided", "oauth"],
    ["schema-exporter", "tls-provided", "mtls"],
    ["ksqldb", "kafka-rest-class", "connect-plugins", "connector-datagen", "ksqldb-queries", "tls-generated"],
    ["ksqldb", "ksqldb-queries", "tls-cert-manager", "tls-cert-manager/ksqldb", "sasl-plain"],
    ["ksqldb", "tls-cert-manager", "tls-cert-manager/ksqldb", "sasl-plain", "rbac-ldap", "rbac/ksqldb"],
].map((components) => [...components, versions]);

/** A bad edit of a committed overlay, and the message about it. */
export interface Refusal {
    overlay?: string;
    components: string[];
    more?: string;
    says: RegExp;
    fix: RegExp;
}
