import type { Resource } from "../kustomize/resource";
import { type Address, addressesIn } from "../workload/addresses";
import { serviceOf } from "../workload/security/endpoints";
import { templateOf } from "../workload/podSecurity";
import { at, isOfConfluent } from "../workload/security/nodes";
import { referencesOf } from "../workload/secrets/references";
import { namespaceIn } from "./endpoints";
import { broughtBy } from "./references";
import { type Rule, refuse, rule, type Why } from "./rule";
import { listenerAt } from "./tls";
import { nameOf } from "./workload";

/**
 * Other pods than the platform's, such as those of ../ksqldb-queries, that connect to a component that doesn't exist,
 * or in the wrong way.
 */
export const clientRules: Rule[] = [
    rule(["gitops.path", "gitops.namespace"], (facts) => {
        const { gitops, overlay } = facts;
        const resources = overlay?.resources ?? [];
        const namespace = namespaceIn(facts);
        return resources
            .filter((resource) => !isOfConfluent(resource))
            .flatMap((resource) =>
                addressesIn(templateOf(resource), "env").flatMap((address) => {
                    const why = unreachable(address, resource, namespace, resources);
                    if (!why) return [];
                    const { host, port } = address;
                    const [reason, fix] = why;
                    return [
                        refuse(
                            "gitops.path",
                            gitops.path,
                            `has ${nameOf(resource)} with ${host}:${port}, ${reason}`,
                            fix,
                            { resource },
                        ),
                    ];
                }),
            );
    }),
];

function unreachable(
    { host, port, scheme }: Address,
    client: Resource,
    namespace: string,
    resources: readonly Resource[],
): Why | undefined {
    const service = serviceOf(host, namespace) ?? "";
    const component = broughtBy[service];
    if (component && !resources.some(({ name }) => name === service)) {
        return [
            `which is not in the overlay`,
            `add - ../../components/${component} to its components, or remove what needs it`,
        ];
    }
    const found = listenerAt({ host, port }, namespace, resources);
    if (!found) return undefined;
    // Kafka's own protocol.
    if (!scheme) return unknown(found, client);
    if ((scheme === "https") === found.listener.tls) return unknown(found, client);
    return found.listener.tls
        ? [
              `over ${scheme}://, but ${nameOf(found.resource)} has TLS`,
              "list the tls-* component below the one that adds it; or use https:// there, and give its pods a truststore with the CA's certificate",
          ]
        : [`over ${scheme}://, but ${nameOf(found.resource)} has no TLS`, "use http:// there"];
}

/** With these, it can verify others, but not identify itself. */
const trust = ["ca.crt", "cacerts.pem", "truststore.jks", "truststore.p12", "jksPassword.txt"];

/** Whether it has anything to identify itself with, if a component requires it. */
function unknown(
    { resource, listener }: NonNullable<ReturnType<typeof listenerAt>>,
    client: Resource,
): Why | undefined {
    const isRbac = at(resource.object, "spec.authorization.type") === "rbac";
    const asked = isRbac ? "RBAC" : listener.authentication;
    const hasCredentials = referencesOf(client).some(
        ({ form, keys }) => form !== "pull-secret" && (keys.length === 0 || keys.some((key) => !trust.includes(key))),
    );
    if (asked === undefined || hasCredentials) return undefined;
    return [
        `where ${nameOf(resource)} requires authentication (${asked}), but without a Secret to authenticate with`,
        "give its pods a Secret with credentials, or leave out the component that adds it",
    ];
}
