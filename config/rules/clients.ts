import type { Json } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { type Address, addressesIn } from "../workload/addresses";
import { serviceOf } from "../workload/security/endpoints";
import { at, isOfConfluent } from "../workload/security/nodes";
import { namespaceIn } from "./endpoints";
import { broughtBy } from "./references";
import { type Rule, refuse, rule } from "./rule";
import { listenerAt } from "./tls";
import { nameOf } from "./workload";

/** Pods beside the platform's, such as ../ksqldb-queries', that reach a component which is not there, or not in that way. */
export const clientRules: Rule[] = [
    rule(["gitops.path", "gitops.namespace"], (facts) => {
        const { gitops, overlay } = facts;
        const resources = overlay?.resources ?? [];
        const namespace = namespaceIn(facts);
        return resources
            .filter((resource) => !isOfConfluent(resource))
            .flatMap((resource) =>
                addressesIn(podOf(resource), "env").flatMap((address) => {
                    const why = unreachable(address, namespace, resources);
                    if (!why) return [];
                    const { host, port } = address;
                    const [reason, fix] = why;
                    return [
                        refuse(
                            "gitops.path",
                            gitops.path,
                            `has ${nameOf(resource)} with ${host}:${port}, ${reason}`,
                            fix,
                        ),
                    ];
                }),
            );
    }),
];

const podOf = ({ object }: Resource): Json | undefined =>
    at(object.spec, "template.spec") ?? at(object.spec, "jobTemplate.spec.template.spec");

function unreachable(
    { host, port, scheme }: Address,
    namespace: string,
    resources: readonly Resource[],
): [reason: string, fix: string] | undefined {
    const service = serviceOf(host, namespace) ?? "";
    const component = broughtBy[service];
    if (component && !resources.some(({ name }) => name === service)) {
        return [`which is not in it`, `add - ../../components/${component} to its components, or remove what needs it`];
    }
    const found = listenerAt({ host, port }, namespace, resources);
    if (!found || !scheme || (scheme === "https") === found.listener.tls) return undefined;
    return found.listener.tls
        ? [
              `by ${scheme}://, but ${nameOf(found.resource)} has TLS`,
              "write https:// there, and give its pods a truststore with the authority's certificate",
          ]
        : [`by ${scheme}://, but ${nameOf(found.resource)} has no TLS`, "write http:// there"];
}
