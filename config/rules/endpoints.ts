import { isObject, type Json, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { type Endpoint, endpointsOf, serviceOf } from "../workload/security/endpoints";
import { nodesIn } from "../workload/security/nodes";
import { type Facts, type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

/** Endpoints that name a component which the overlay does not have: whoever waits for it waits for ever. */
export const endpointRules: Rule[] = [
    rule(["gitops.path", "gitops.namespace"], (facts) => {
        const { gitops, overlay } = facts;
        const resources = overlay?.resources ?? [];
        const namespace = namespaceIn(facts);
        return resources
            .flatMap((resource) => [
                ...endpointsOf(resource).flatMap((one) => strayEndpoint(one, namespace, resources)),
                ...strayReferences(resource, namespace, resources),
            ])
            .map(([reason, fix]) => refuse("gitops.path", gitops.path, reason, fix));
    }),
];

/** The namespace of the overlay's objects. */
export const namespaceIn = ({ overlay, gitops }: Facts): string => overlay?.namespace ?? gitops.namespace;

/** The namespace that the components in Git say in whole names. */
const inGit = "confluent";

type Why = readonly [reason: string, fix: string];

function strayEndpoint({ resource, path, text, host }: Endpoint, namespace: string, all: readonly Resource[]): Why[] {
    const service = serviceOf(host, namespace);
    if (service !== undefined) {
        if (all.some((one) => isServedBy(service, one))) return [];
        return [
            [
                `has ${nameOf(resource)} with ${path} ${text}, but no component ${service}`,
                `add the component that makes ${service} to the overlay, or remove ${path}`,
            ],
        ];
    }
    const elsewhere = namespace === inGit ? undefined : serviceOf(host, inGit);
    if (elsewhere === undefined || !host.includes(".") || !all.some(({ name }) => name === elsewhere)) return [];
    return [
        [
            `has ${nameOf(resource)} with ${path} ${text}, in namespace ${inGit}, but puts its objects into ${namespace}`,
            `write ${host.replace(`.${inGit}.`, `.${namespace}.`)}, in a patch of your overlay`,
        ],
    ];
}

/** A component has a Service of its name, and others that begin with it (`kafka-bootstrap-lb`, `kafka-0-internal`). */
const isServedBy = (service: string, { group, kind, name }: Resource): boolean =>
    service === name
        ? group !== "" || kind === "Service"
        : new RegExp(`^${name}-(\\d+-internal|(\\d+|bootstrap)(-[a-z]+)*)$`).test(service);

/** Fields that name an object of Confluent's, and its kind. */
const references: Readonly<Record<string, string>> = {
    kafkaClusterRef: "Kafka",
    kafkaRestClassRef: "KafkaRestClass",
    connectClusterRef: "Connect",
    schemaRegistryClusterRef: "SchemaRegistry",
};

function strayReferences(resource: Resource, namespace: string, all: readonly Resource[]): Why[] {
    return nodesIn(resource).flatMap(({ path, node }) =>
        Object.entries(node).flatMap(([field, value]): Why[] => {
            const isController = field === "clusterRef" && path.endsWith("kRaftController");
            const kind = isController ? "KRaftController" : references[field];
            const name = kind && isHere(value, namespace) ? textOf(value.name) : "";
            if (!kind || !name || all.some((one) => one.kind === kind && one.name === name)) return [];
            return [
                [
                    `has ${nameOf(resource)} with ${path}.${field} ${name}, but no ${kind} ${name}`,
                    `add that ${kind} to the overlay, or correct the name`,
                ],
            ];
        }),
    );
}

const isHere = (value: Json | undefined, namespace: string): value is { name: string } =>
    isObject(value) && (value.namespace === undefined || value.namespace === namespace);
