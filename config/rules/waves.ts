import { textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { syncOptions, syncOptionsOf, syncWave, waveOf } from "../workload/argoCd";
import { confluentGroup, confluentKinds } from "../workload/confluentKinds";
import { annotationOf } from "../workload/platform";
import { at, isOfConfluent } from "../workload/security/nodes";
import { everywhere, inOverlay, type Rule, type Why } from "./rule";
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

const hook = "argocd.argoproj.io/hook";

/**
 * What Argo CD's annotations can break. It waits for each wave to be Healthy, by the health checks in its settings
 * (config/charts/argoCdConfig/health): an object in a wave before the one that it needs never is, and the sync never
 * ends (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/).
 */
export const waveRules: Rule[] = [
    inOverlay((resources) => resources.filter(isOfConfluent).flatMap((one, _, all) => tooEarly(one, all))),
    ...everywhere((resources) => resources.filter(isOfConfluent).flatMap(madeAnew)),
];

function tooEarly(resource: Resource, all: readonly Resource[]): Why[] {
    // A hook's phase comes before its wave.
    if (settings.includes(resource.kind) || textOf(annotationOf(resource, hook)) !== "") return [];
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
                `set its annotation ${syncWave} to "${waveOf(later)}" or more`,
                { resource, field: `metadata.annotations.${syncWave}` },
            ],
        ];
    });
}

const runs = ({ group, kind }: Resource): boolean =>
    group === confluentGroup && /^(Kafka|KRaftController|Zookeeper)$/.test(kind);

/**
 * With both options, Argo CD deletes an object and creates it whenever it applies it: at each sync, or with
 * ApplyOutOfSyncOnly when it differs from Git
 * (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#force-sync): a topic with its records, Kafka with
 * its pods.
 */
function madeAnew(resource: Resource): Why[] {
    const options = syncOptionsOf(resource);
    if (!options.includes("Force=true") || !options.includes("Replace=true")) return [];
    return [
        [
            `has ${nameOf(resource)} with the sync options Force=true and Replace=true: Argo CD would delete it, and create it anew, whenever it applies it`,
            `remove both from its annotation ${syncOptions}`,
            { resource, field: `metadata.annotations.${syncOptions}` },
        ],
    ];
}
