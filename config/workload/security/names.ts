import { isObject, type Json, textOf } from "../../kustomize/json";
import type { Resource } from "../../kustomize/resource";
import { type Endpoint, serviceOf } from "./endpoints";
import { customListeners } from "./listeners";
import { at } from "./nodes";

/** A certificate of a component, and every name with which clients connect to it. */
export interface Served {
    resource: Resource;
    /** The field that names its Secret. */
    path: string;
    secret: string;
    names: readonly string[];
}

/**
 * The names that a component's certificates must contain: those of its Service and of each of its pods, those that
 * others in the overlay use, and those of its external access.
 */
export function servedBy(resource: Resource, endpoints: readonly Endpoint[], namespace: string): Served[] {
    const { kind, name, object } = resource;
    const { spec } = object;
    const suffix = `${namespace}.svc.cluster.local`;
    const replicas = numberOf(at(spec, "replicas")) ?? 1;
    const pods = Array.from({ length: replicas }, (_, index) => `${name}-${index}.${name}.${suffix}`);
    const called = endpoints.filter(({ host }) => serviceOf(host, namespace) === name).map(({ host }) => host);
    const inside = [...new Set([`${name}.${suffix}`, ...pods, ...called])];
    const own = "spec.tls.secretRef";
    const served = (path: string, tls: Json | undefined, external: readonly string[]): Served[] => {
        const secret = textOf(at(tls, "secretRef")) || (path === own ? "" : textOf(at(object, own)));
        const field = textOf(at(tls, "secretRef")) ? path : own;
        return secret ? [{ resource, path: field, secret, names: [...inside, ...external] }] : [];
    };
    const listener = (path: string, node: Json | undefined): Served[] =>
        at(node, "tls.enabled") === true
            ? served(
                  `spec.${path}.tls.secretRef`,
                  at(node, "tls"),
                  externalNames(resource, at(node, "externalAccess"), replicas),
              )
            : [];
    if (kind === "KRaftController") return listener("listeners.controller", at(spec, "listeners.controller"));
    if (kind === "Kafka") {
        const known = [
            "listeners.internal",
            "listeners.replication",
            "listeners.external",
            "services.mds",
            "services.kafkaRest",
        ];
        return [
            ...known.flatMap((path) => listener(path, at(spec, path))),
            ...customListeners(spec).flatMap((node, index) => listener(`listeners.custom[${index}]`, node)),
        ];
    }
    const service = (path: string) =>
        served(
            `spec.${path}.tls.secretRef`,
            at(spec, `${path}.tls`) ?? {},
            externalNames(resource, at(spec, `${path}.externalAccess`), 0),
        ).filter(
            // A listener's own certificate isn't the component's.
            ({ path: field }) => field !== own,
        );
    return [
        ...served(own, at(spec, "tls"), externalNames(resource, at(spec, "externalAccess"), 0)),
        ...service("services.prometheus"),
        ...service("services.alertmanager"),
    ];
}

/** If a load balancer terminates TLS, its own certificate has the names (AWS Load Balancer Controller). */
export const certificateOfLoadBalancer = "service.beta.kubernetes.io/aws-load-balancer-ssl-cert";

/**
 * The names of an external access (docs.confluent.io/operator, co-loadbalancers and co-nodeports). The brokers tell
 * clients the brokers' names.
 * @param brokers 0 for a component that clients see as a single server
 */
function externalNames({ kind, name }: Resource, access: Json | undefined, brokers: number): string[] {
    const type = textOf(at(access, "type"));
    const how = at(access, type);
    if (!isObject(how) || hasOwnCertificate(how)) return [];
    const domain = textOf(how.domain);
    if (!domain) return textOf(how.host) ? [textOf(how.host)] : [];
    if (brokers === 0) return [`${textOf(how.prefix) || name}.${domain}`];
    // Confluent's documentation doesn't say which default names controllers have.
    const letter = textOf(how.brokerPrefix) || (kind === "Kafka" ? "b" : "");
    if (!letter) return [];
    return [
        ...(type === "staticForHostBasedRouting" ? [] : [`${textOf(how.bootstrapPrefix) || name}.${domain}`]),
        ...Array.from({ length: brokers }, (_, index) => `${letter}${index}.${domain}`),
    ];
}

const hasOwnCertificate = (how: Json): boolean => {
    const annotations = at(how, "annotations");
    return isObject(annotations) && textOf(annotations[certificateOfLoadBalancer]) !== "";
};

const numberOf = (value: Json | undefined): number | undefined => (typeof value === "number" ? value : undefined);

/** Whether one of a certificate's names matches: a wildcard stands for one label, the first (RFC 6125, 6.4.3). */
export const isOn = (name: string, dnsNames: readonly string[]): boolean =>
    dnsNames.some((one) => one === name || (one.startsWith("*.") && name.replace(/^[^.]+/, "*") === one));
