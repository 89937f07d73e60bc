import { isObject, listOf, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { at } from "../workload/security/nodes";
import { inOverlay, of, type Rule, type Why } from "./rule";
import { nameOf } from "./workload";

/** What role-based access control requires (https://docs.confluent.io/operator/current/co-rbac.html). */
export const rbacRules: Rule[] = [
    inOverlay((resources) => resources.flatMap((resource) => of(resource, lacking(resource, resources)))),
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
            const reason = `has ${name} with the role ${role}, which is for resources such as topics and groups, but no resourcePatterns: it allows nothing`;
            return [[reason, "set spec.resourcePatterns", { resource, field: "spec.role" }]];
        }
        const principal = textOf(at(object, "spec.principal.name"));
        const prefix = /^(User|Group):/.exec(principal)?.[0];
        if (isOn && prefix !== undefined) {
            const type = /^group$/i.test(textOf(at(object, "spec.principal.type"))) ? "Group" : "User";
            const reason = `has ${name} for ${principal}, whose type belongs in principal.type: the role would go to ${type}:${principal}, whom nobody is`;
            const field = "spec.principal.name";
            return [[reason, `set ${field} to ${principal.slice(prefix.length)}`, { resource, field }]];
        }
        return isOn
            ? []
            : [
                  [
                      `has ${name}, but no Kafka with RBAC, without which role bindings have no effect`,
                      `${wayOut}; or remove it`,
                  ],
              ];
    }
    const whys: Why[] = [];
    const type = typeOf(resource);
    const authenticated = kafkas.some((kafka) => isAuthenticated(kafka, "internal"));
    // A principal is TYPE:NAME (org.apache.kafka.common.utils.SecurityUtils, parseKafkaPrincipal).
    const [unnamed] = listOf(at(object, "spec.authorization.superUsers"))
        .map(textOf)
        .filter((one) => !/^\w+:./.test(one));
    if (unnamed !== undefined) {
        const field = "spec.authorization.superUsers";
        whys.push([
            `has ${name} with the superuser ${JSON.stringify(unnamed)} without its type: Kafka would not start`,
            `write User:${unnamed || "NAME"}`,
            { resource, field },
        ]);
    }
    if (type === "simple" && !authenticated) {
        whys.push([
            `has ${name} with ACLs, but clients do not have to authenticate`,
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
                `has ${name} with MDS, but no key pair to sign tokens with`,
                "set spec.services.mds.tokenKeyPair.secretRef, such as mds-token",
            ]);
        if (!isObject(at(object, "spec.services.mds.provider")))
            whys.push([
                `has ${name} with MDS, but nowhere to look up users`,
                "set spec.services.mds.provider: components/rbac-ldap or components/rbac-oidc",
            ]);
        if (at(object, "spec.services.mds.tls.enabled") !== true)
            whys.push([
                `has ${name} with MDS without TLS: passwords and tokens would be sent in the clear`,
                "add components/tls-generated, tls-cert-manager or tls-provided",
            ]);
        if (!isAuthenticated(resource, "internal"))
            whys.push([
                `has ${name} with RBAC, but clients do not have to authenticate at listeners.internal`,
                "add components/sasl-plain (with rbac-ldap) or components/oauth (with rbac-oidc), above it",
            ]);
        // Without externalAccess nothing connects there, and many of Confluent's examples leave it out.
        if (
            !isAuthenticated(resource, "external") &&
            at(object, "spec.listeners.external.externalAccess") !== undefined
        )
            whys.push([
                `has ${name} with RBAC, but clients do not have to authenticate at listeners.external, and would have no role there`,
                "set spec.listeners.external.authentication, as in listeners.internal",
            ]);
        if (!all.some((one) => one.kind === "KafkaRestClass"))
            whys.push([
                `has ${name} with RBAC, but no KafkaRestClass, through which the operator creates role bindings`,
                "add a KafkaRestClass named default",
            ]);
    }
    if (kind === "KRaftController") {
        if (!isObject(at(object, "spec.dependencies.mdsKafkaCluster")))
            whys.push([
                `has ${name} with RBAC, but without the brokers from which it reads role bindings`,
                "set spec.dependencies.mdsKafkaCluster",
            ]);
    } else if (kind !== "Kafka" && !isObject(at(object, "spec.dependencies.mds"))) {
        whys.push([`has ${name} with RBAC, but without MDS, which makes its decisions`, "set spec.dependencies.mds"]);
    } else if (kind !== "Kafka" && !textOf(at(object, "spec.dependencies.mds.authentication.type"))) {
        whys.push([
            `has ${name} with RBAC, but no credentials for MDS`,
            `set spec.dependencies.mds.authentication, and grant its user what it needs; or leave out the component that adds ${kind} ${resource.name}`,
        ]);
    }
    return whys;
}

const typeOf = ({ object }: Resource): string => textOf(at(object, "spec.authorization.type"));

function isAuthenticated({ object }: Resource, listener: string): boolean {
    const type = textOf(at(object, `spec.listeners.${listener}.authentication.type`));
    return type !== "" && type !== "none";
}
