import { basename } from "node:path";
import { readOverlay } from "../../../config/workload/overlay";
import { render } from "../../../config/kustomize/render";
import { root as repository } from "../../../base/checkout";
import { overlayPaths } from "../../overlays";

export { repository };
/** Every environment. */
export const overlayNames = overlayPaths.map((path) => basename(path));

type Resources = Record<"requests" | "limits", { cpu: string; memory: string }>;

/** The parts of a component of the platform that these tests look at; the API server checks the rest. */
export interface Component {
    kind: string;
    metadata: { name: string; annotations: Record<string, string> };
    spec: {
        replicas: number;
        oneReplicaPerNode: boolean;
        storageClass?: unknown;
        dependencies?: {
            metricsClient?: unknown;
            mdsKafkaCluster?: unknown;
            kRaftController?: { clusterRef: { name: string } };
        };
        internalTopicReplicatorFactor?: number;
        internalTopicReplicationFactor?: number;
        metricReporter?: { enabled: boolean; replicationFactor: number };
        configOverrides: { server?: string[]; jvm: string[] };
        podTemplate: { resources: Resources };
        /** The services of next-generation Control Center, in additional containers. */
        services?: Record<string, { containerTemplate: { resources: Resources } }>;
    };
}

/** Kinds that run pods, as opposed to the platform's contents (topics, connectors). */
const componentKinds = ["Zookeeper", "KRaftController", "Kafka", "SchemaRegistry", "Connect", "ControlCenter"];

export function componentsOf(overlay: string): Component[] {
    const { resources } = render(repository, `gitops/platform/overlays/${overlay}`);
    return resources
        .filter(({ kind }) => componentKinds.includes(kind))
        .map(({ object }) => object as unknown as Component);
}

export function brokersOf(overlay: string): number {
    return readOverlay(repository, `gitops/platform/overlays/${overlay}`).brokers;
}

/** The requests or limits of a component's pod, for all of its containers together, in MiB and millicores. */
export function podResources({ spec }: Component, of: keyof Resources): { memory: number; cpu: number } {
    const services = Object.values(spec.services ?? {}).map(({ containerTemplate }) => containerTemplate.resources);
    const all = [spec.podTemplate.resources, ...services].map((resources) => resources[of]);
    return {
        memory: all.reduce((sum, { memory }) => sum + mebibytes(memory), 0),
        cpu: all.reduce((sum, { cpu }) => sum + millicores(cpu), 0),
    };
}

/** Memory or a heap size (`4Gi`, `512Mi`, or in the JVM's notation `2g`, `768m`) in MiB. */
export function mebibytes(quantity: string): number {
    const [, number, unit] = /^(\d+)(Mi|Gi|m|g)$/.exec(quantity) ?? [];
    if (!number || !unit) throw new Error(`${quantity} is no memory size that these tests read`);
    return Number(number) * (unit.toLowerCase().startsWith("g") ? 1024 : 1);
}

/** CPU (`250m`, `2`) in millicores. */
export function millicores(quantity: string): number {
    const [, number, milli] = /^(\d+)(m?)$/.exec(quantity) ?? [];
    if (!number) throw new Error(`${quantity} is no CPU size that these tests read`);
    return Number(number) * (milli ? 1 : 1000);
}

/** Number of replicas or in-sync replicas by setting: fields of the kind, and lines in configOverrides.server. */
export function replicationOf({ spec }: Component): Map<string, number> {
    const fields: [string, number | undefined][] = [
        ["internalTopicReplicatorFactor", spec.internalTopicReplicatorFactor],
        ["internalTopicReplicationFactor", spec.internalTopicReplicationFactor],
        ["metricReporter.replicationFactor", spec.metricReporter?.replicationFactor],
        ...(spec.configOverrides.server ?? [])
            .map((line) => line.split("="))
            .filter(([key]) => /replicas$|replication(\.factor)?$|min\.isr$/.test(key ?? ""))
            .map(([key, value]): [string, number] => [key ?? "", Number(value)]),
    ];
    return new Map(fields.filter((field): field is [string, number] => field[1] !== undefined));
}

/**
 * Names of the services that a component needs to start: the hosts of the endpoints in its dependencies, and the
 * KRaftController. Metrics are sent once Control Center runs, and its own Prometheus is in its pod.
 */
export function dependenciesOf({ metadata, spec }: Component): string[] {
    const { metricsClient: _, mdsKafkaCluster: __, kRaftController, ...others } = spec.dependencies ?? {};
    const endpoints = [
        ...JSON.stringify(others).matchAll(
            /"(?:https?:\/\/)?([a-z][a-z0-9-]*)(?:\.confluent\.svc\.cluster\.local)?:\d+"/g,
        ),
    ];
    const names = [
        ...endpoints.map(([, host]) => host ?? ""),
        ...(kRaftController ? [kRaftController.clusterRef.name] : []),
    ];
    return [...new Set(names)].filter((name) => name !== metadata.name).sort();
}
