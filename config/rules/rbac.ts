import { isObject, listOf, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { at } from "../workload/security/nodes";
import { of, type Rule, refuse, rule, type Why } from "./rule";
import { nameOf } from "./workload";

/** What role-based access control requires (https://docs.confluent.io/operator/current/co-rbac.html). */
export const rbacRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const resources = overlay?.resources ?? [];
        return resources
            .flatMap((resource) => of(resource, lacking(resource, resources)))
            .map((why) => refuse("gitops.path", gitops.path, ...why));
    }),
];

/** Roles that are bound to resources (https://docs.confluent.io/platform/current/security/authorization/rbac/rbac-predefined-roles.html). */
const ofResources = ["DeveloperManage", "DeveloperRead", "DeveloperWrite", "ResourceOwner"];

const wayOut = "add components/rbac-ldap or components/rbac-oidc, below TLS and the authentication that it needs";

function lacking(resource: Resource, all: readonly Resource[]): Why[] {
    const { kind, object } = resource;
    const kafkas = all.filter((one) => one.kind === "Kafka");
    const has = (path: string) => kafkas.some((kafka) => at(kafka.object, path) !== undefined);
    const isOn = kafkas.some((kafka) => typeOf(kafka) === "rbac");
    const name = nameOf(resource);
    if (kind === "ConfluentRolebinding") {
        const role = textOf(at(object, "spec.role"));
        const isOfNothing = ofResources.includes(role) && listOf(at(object, "spec.resourcePatterns")).length === 0;
        if (isOn && isOfNothing) {
            const reason = `has ${name} with the role ${role}, which is for topics, groups and the like, and no resourcePatterns: it allows nothing`;
            return [[reason, "set spec.resourcePatterns", { resource, field: "spec.role" }]];
        }
        return isOn
            ? []
            : [[`has ${name}, but no Kafka with RBAC, which alone knows role bindings`, `${wayOut}; or remove it`]];
    }
    const whys: Why[] = [];
    const type = typeOf(resource);
    const authenticated = kafkas.some((kafka) => isAuthenticated(kafka, "internal"));
    if (type === "simple" && !authenticated) {
        whys.push([
            `has ${name} with ACLs, but nobody has to say who they are`,
            "add components/mtls, sasl-plain or oauth above components/acls",
        ]);
    }
    if (type !== "rbac") return whys;
    if (!has("spec.services.mds")) {
        // Reported once, for Kafka if it has RBAC too.
        if (kind === "Kafka" || !isOn)
            whys.push([`has ${name} with RBAC, but no MDS: Kafka has no services.mds`, wayOut]);
    } else if (kind === "Kafka") {
        if (
            !textOf(at(object, "spec.services.mds.tokenKeyPair.secretRef")) &&
            !textOf(at(object, "spec.services.mds.tokenKeyPair.directoryPathInContainer"))
        )
            whys.push([
                `has ${name} with MDS, but no key pair by which it signs tokens`,
                "set spec.services.mds.tokenKeyPair.secretRef, such as mds-token",
            ]);
        if (!isObject(at(object, "spec.services.mds.provider")))
            whys.push([
                `has ${name} with MDS, but nothing by which it knows users`,
                "set spec.services.mds.provider: components/rbac-ldap or components/rbac-oidc",
            ]);
        if (at(object, "spec.services.mds.tls.enabled") !== true)
            whys.push([
                `has ${name} with MDS without TLS: passwords and tokens would go in the clear`,
                "add components/tls-generated, tls-cert-manager or tls-provided",
            ]);
        if (!isAuthenticated(resource, "internal"))
            whys.push([
                `has ${name} with RBAC, but nobody has to say who they are at listeners.internal`,
                "add components/sasl-plain (with rbac-ldap) or components/oauth (with rbac-oidc), above it",
            ]);
        // Without externalAccess nothing connects there, and many of Confluent's examples leave it out.
        if (
            !isAuthenticated(resource, "external") &&
            at(object, "spec.listeners.external.externalAccess") !== undefined
        )
            whys.push([
                `has ${name} with RBAC, but lets in everybody at listeners.external without asking who they are: as nobody, they would have no role`,
                "set spec.listeners.external.authentication, as listeners.internal has it",
            ]);
        if (!all.some((one) => one.kind === "KafkaRestClass"))
            whys.push([
                `has ${name} with RBAC, but no KafkaRestClass, by which the operator makes role bindings`,
                "add a KafkaRestClass default",
            ]);
    }
    if (kind === "KRaftController") {
        if (!isObject(at(object, "spec.dependencies.mdsKafkaCluster")))
            whys.push([
                `has ${name} with RBAC, but without the brokers from which it reads role bindings`,
                "set spec.dependencies.mdsKafkaCluster",
            ]);
    } else if (kind !== "Kafka" && !isObject(at(object, "spec.dependencies.mds"))) {
        whys.push([`has ${name} with RBAC, but without MDS, which it asks`, "set spec.dependencies.mds"]);
    } else if (kind !== "Kafka" && !textOf(at(object, "spec.dependencies.mds.authentication.type"))) {
        whys.push([
            `has ${name} with RBAC, but nothing by which it signs in to MDS`,
            `set spec.dependencies.mds.authentication, and grant its user what it needs; or leave the component out that adds ${kind} ${resource.name}`,
        ]);
    }
    return whys;
}

const typeOf = ({ object }: Resource): string => textOf(at(object, "spec.authorization.type"));

function isAuthenticated({ object }: Resource, listener: string): boolean {
    const type = textOf(at(object, `spec.listeners.${listener}.authentication.type`));
    return type !== "" && type !== "none";
}
