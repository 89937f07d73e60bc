import { isObject, type Json, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { type Endpoint, endpointIn } from "../workload/security/endpoints";
import { at } from "../workload/security/nodes";
import { type Reference, referencesOf } from "../workload/secrets/references";
import { namespaceIn } from "./endpoints";
import { type Rule, refuse, rule } from "./rule";
import { listenerAt } from "./tls";
import { nameOf } from "./workload";

type Why = readonly [reason: string, fix: string];

/** Pods of one's own, such as a Deployment's, whose environment leads to a component that takes them otherwise or not at all. */
export const podClientRules: Rule[] = [
    rule(["gitops.path", "gitops.namespace"], (facts) => {
        const resources = facts.overlay?.resources ?? [];
        return resources
            .flatMap(endpointsIn)
            .flatMap((endpoint) => whyNot(endpoint, listenerAt(endpoint, namespaceIn(facts), resources)))
            .map(([reason, fix]) => refuse("gitops.path", facts.gitops.path, reason, fix));
    }),
];

/** URLs in the variables of a pod template's containers. */
function endpointsIn(resource: Resource): Endpoint[] {
    const pod = at(resource.object, "spec.template.spec");
    return ["initContainers", "containers"]
        .flatMap((field) => listIn(pod, field))
        .flatMap((container) => listIn(container, "env"))
        .flatMap((variable) => {
            const path = `the variable ${textOf(at(variable, "name"))}`;
            const endpoint = endpointIn(resource, path, textOf(at(variable, "value")), {});
            return endpoint?.scheme ? [endpoint] : [];
        });
}

function listIn(node: Json | undefined, field: string): Json[] {
    const list = at(node, field);
    return Array.isArray(list) ? list.filter(isObject) : [];
}

function whyNot({ resource, path, text, scheme }: Endpoint, found: ReturnType<typeof listenerAt>): Why[] {
    if (!found) return [];
    const { listener } = found;
    const server = nameOf(found.resource);
    const client = `${nameOf(resource)} reaches it by ${path}, ${text}`;
    const below = `list what secures the platform (tls-*) below the component that adds ${resource.kind} ${resource.name}`;
    if ((scheme === "https") !== listener.tls) {
        const [has, does] = listener.tls ? ["has TLS", "without TLS"] : ["has no TLS", "by TLS"];
        const url = text.replace(/^https?/, listener.tls ? "https" : "http");
        return [[`would not connect: ${server} ${has}, but ${client} ${does}`, `${below}; or set it to ${url}`]];
    }
    const asked = at(found.resource.object, "spec.authorization.type") === "rbac" ? "RBAC" : listener.authentication;
    if (asked === undefined || referencesOf(resource).some(isCredential)) return [];
    return [
        [
            `would not be let in: ${server} asks who somebody is (${asked}), but ${client} and has no Secret to say it by`,
            `give its pods a Secret to sign in by; or leave the component out that adds ${resource.kind} ${resource.name}`,
        ],
    ];
}

/** By these one knows others, and isn't known. */
const trust = ["ca.crt", "cacerts.pem", "truststore.jks", "truststore.p12", "jksPassword.txt"];
const isCredential = ({ form, keys }: Reference): boolean =>
    form !== "pull-secret" && (keys.length === 0 || keys.some((key) => !trust.includes(key)));
