import type { Resource } from "../kustomize/resource";
import { type Endpoint, endpointsOf, serviceOf } from "../workload/security/endpoints";
import { type Facts, type Rule, refuse, rule, type Why } from "./rule";
import { nameOf } from "./workload";

/**
 * Endpoints with the namespace that the components in Git use, if the overlay puts its objects into a different one.
 */
export const endpointRules: Rule[] = [
    rule(["gitops.path", "gitops.namespace"], (facts) => {
        const { gitops, overlay } = facts;
        const resources = overlay?.resources ?? [];
        const namespace = namespaceIn(facts);
        return resources
            .flatMap(endpointsOf)
            .flatMap((one) => strayEndpoint(one, namespace, resources))
            .map((why) => refuse("gitops.path", gitops.path, ...why));
    }),
];

/** The namespace of the overlay's objects. */
export const namespaceIn = ({ overlay, gitops }: Facts): string => overlay?.namespace ?? gitops.namespace;

/** The namespace in the fully qualified names of the components in Git. */
const inGit = "confluent";

function strayEndpoint({ resource, path, text, host }: Endpoint, namespace: string, all: readonly Resource[]): Why[] {
    const elsewhere = namespace === inGit || !host.includes(".") ? undefined : serviceOf(host, inGit);
    if (elsewhere === undefined || !all.some(({ name }) => name === elsewhere)) return [];
    return [
        [
            `has ${nameOf(resource)} with ${path} ${text}, in namespace ${inGit}, but puts its objects into ${namespace}`,
            `use ${host.replace(`.${inGit}.`, `.${namespace}.`)}, in a patch in your overlay`,
            { resource, field: path },
        ],
    ];
}
