import { isObject, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { confluentGroup, confluentKinds } from "../workload/confluentKinds";
import { at, isOfConfluent } from "../workload/security/nodes";
import { everywhere, type Rule, refuse, rule, type Why } from "./rule";
import { nameOf } from "./workload";

/** What a component can't start without: addresses, whose host begins with a component's name, and names. */
const needed = [
    "dependencies.kafka.bootstrapEndpoint",
    "dependencies.mdsKafkaCluster.bootstrapEndpoint",
    "dependencies.zookeeper.endpoint",
    "dependencies.kRaftController.clusterRef.name",
];
/** Objects that are Healthy whatever becomes of the others, such as a KafkaRestClass (config/charts/argoCdConfig/health). */
const settings = confluentKinds.filter(({ family }) => family === "settings").map(({ kind }) => kind);
/** What an object is created through: a component of that kind, by name. */
const through: Readonly<Record<string, string>> = {
    "connectClusterRef.name": "Connect",
    "kafkaClusterRef.name": "Kafka",
    "schemaRegistryClusterRef.name": "SchemaRegistry",
};

const annotation = "argocd.argoproj.io/sync-wave";
const hook = "argocd.argoproj.io/hook";
const optionsAnnotation = "argocd.argoproj.io/sync-options";

/**
 * What Argo CD's annotations can break. It waits for each wave to be Healthy, by the health checks in its settings
 * (config/charts/argoCdConfig/health): an object in a wave before the one that it needs never is, and the sync never
 * ends (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/).
 */
export const waveRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const resources = (overlay?.resources ?? []).filter(isOfConfluent);
        return resources
            .flatMap((one) => tooEarly(one, resources))
            .map((why) => refuse("gitops.path", gitops.path, ...why));
    }),
    ...everywhere((resources) => resources.filter(isOfConfluent).flatMap(madeAnew)),
];

function tooEarly(resource: Resource, all: readonly Resource[]): Why[] {
    // A hook's phase comes before its wave.
    if (settings.includes(resource.kind) || annotationOf(resource, hook) !== "") return [];
    const text = (path: string) => textOf(at(resource.object.spec, path));
    const needs = [
        // An address with a domain may be another cluster's.
        ...needed.map((path) => ({ path, name: /^([\w-]+)(:\d+)?$/.exec(text(path))?.[1], kind: undefined })),
        ...Object.entries(through)
            .filter(([path]) => text(path.replace(/name$/, "namespace")) === "")
            .map(([path, kind]) => ({ path, name: text(path), kind })),
    ];
    return needs.flatMap(({ path, name, kind }): Why[] => {
        const isMeant = (one: Resource) => (kind ? one.kind === kind : runs(one)) && one.name === name;
        const later = all.find((one) => one !== resource && isMeant(one));
        if (!later || waveOf(later) <= waveOf(resource)) return [];
        return [
            [
                `has ${nameOf(resource)} in sync wave ${waveOf(resource)}, before ${nameOf(later)} in ${waveOf(later)}, which it needs (${path}): Argo CD would wait for the first before it applies the second, forever`,
                `set its annotation ${annotation} to "${waveOf(later)}" or more`,
                { resource, field: `metadata.annotations.${annotation}` },
            ],
        ];
    });
}

const runs = ({ group, kind }: Resource): boolean =>
    group === confluentGroup && /^(Kafka|KRaftController|Zookeeper)$/.test(kind);

const annotationOf = ({ object }: Resource, name: string): string => {
    const all = at(object, "metadata.annotations");
    // Kustomize quotes what the file doesn't.
    const value = isObject(all) ? all[name] : undefined;
    return typeof value === "object" ? "" : String(value ?? "");
};

const waveOf = (resource: Resource): number => Number(annotationOf(resource, annotation)) || 0;

/**
 * With both options, Argo CD deletes an object and creates it whenever it applies it: at each sync, or with
 * ApplyOutOfSyncOnly when it differs from Git
 * (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#force-sync): a topic with its records, Kafka with
 * its pods.
 */
function madeAnew(resource: Resource): Why[] {
    const options = annotationOf(resource, optionsAnnotation)
        .split(",")
        .map((one) => one.trim());
    if (!options.includes("Force=true") || !options.includes("Replace=true")) return [];
    return [
        [
            `has ${nameOf(resource)} with the sync options Force=true and Replace=true: Argo CD would delete it, and create it anew, whenever it applies it`,
            `remove both from its annotation ${optionsAnnotation}`,
            { resource, field: `metadata.annotations.${optionsAnnotation}` },
        ],
    ];
}
