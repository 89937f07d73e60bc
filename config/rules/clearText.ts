import { isObject } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { entrancesOf } from "../workload/reached";
import { listenersOf } from "../workload/security/listeners";
import { at } from "../workload/security/nodes";
import { type Facts, listed, type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

/** Authentication with something that an eavesdropper can use: passwords and tokens. */
const readable = ["plain", "ldap", "digest", "basic", "bearer", "oauth", "oauthbearer"];

interface Bare {
    resource: Resource;
    /** Object and listener. */
    where: string;
    /** The listener's path; empty for a component that is itself a listener. */
    path: string;
    /** Whether clients outside the cluster connect there. */
    isReached: boolean;
}

/** Listeners that require passwords or tokens without TLS. */
const bareIn = (resource: Resource): Bare[] =>
    listenersOf(resource)
        .filter(({ tls, authentication }) => !tls && readable.includes(authentication ?? ""))
        .map(({ path, port, authentication }) => ({
            resource,
            path,
            where: `${nameOf(resource)}${path ? ` at ${path}` : ""} (${authentication})`,
            isReached: entrancesOf(resource).some((one) => one.port === port && !hasTlsBefore(resource, one.field)),
        }));

/** Whether a load balancer or an OpenShift Route terminates TLS in front of it, as far as can be determined. */
function hasTlsBefore({ object }: Resource, field: string): boolean {
    const access = at(object.spec, field);
    const annotations = at(access, "loadBalancer.annotations");
    const keys = isObject(annotations) ? Object.keys(annotations) : [];
    return at(access, "type") === "route" || keys.some((key) => /ssl|tls|cert/i.test(key));
}

const secure = "gitops/platform/components/tls-cert-manager, tls-generated or tls-provided";

/**
 * Passwords that external clients send unencrypted. SASL/PLAIN is only for use with TLS
 * (https://docs.confluent.io/platform/current/security/authentication/sasl/plain/overview.html).
 */
export const clearTextRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const reached = (overlay?.resources ?? []).flatMap(bareIn).filter(({ isReached }) => isReached);
        const [first] = reached;
        if (reached.length === 0) return [];
        return [
            refuse(
                "gitops.path",
                gitops.path,
                `makes clients outside the cluster send passwords or tokens in the clear, to listeners without TLS: ${listed(reached.map(({ where }) => where))}`,
                `add ${secure}, above the component that adds authentication; or set tls.enabled at the listener; or terminate TLS at the load balancer`,
                first && { resource: first.resource, field: first.path },
            ),
        ];
    }),
];

/** The same inside the cluster, where a service mesh may encrypt the traffic between pods. */
export function clearTextWarnings({ gitops, overlay }: Facts): string[] {
    const inside = (overlay?.resources ?? []).flatMap(bareIn).filter(({ isReached }) => !isReached);
    if (inside.length === 0) return [];
    return [
        `${gitops.path} has listeners that require passwords or tokens without TLS, so these are sent in the clear between pods, unless a service mesh encrypts the traffic: ${listed(inside.map(({ where }) => where))}. Add ${secure}, above the component that adds authentication.`,
    ];
}
