import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { readOverlay } from "../../../config/workload/overlay";
import {
    brokersOf,
    type Component,
    componentsOf,
    dependenciesOf,
    overlayNames,
    replicationOf,
    repository,
} from "./gitopsTree";

/** Every topic that the platform makes for itself, by the setting that says on how many brokers (confluent's docs). */
const internalTopics: Record<string, string[]> = {
    Kafka: [
        "confluent.license.topic.replication.factor",
        "confluent.tier.metadata.replication.factor",
        "confluent.metadata.topic.replication.factor",
        "confluent.balancer.topic.replication.factor",
        "confluent.metrics.reporter.topic.replicas",
        "offsets.topic.replication.factor",
        "transaction.state.log.replication.factor",
        "share.coordinator.state.topic.replication.factor",
        "confluent.security.event.logger.exporter.kafka.topic.replicas",
        "confluent.cluster.link.metadata.topic.replication.factor",
        "default.replication.factor",
    ],
    SchemaRegistry: ["internalTopicReplicatorFactor"],
    Connect: [
        "internalTopicReplicationFactor",
        "config.storage.replication.factor",
        "offset.storage.replication.factor",
        "status.storage.replication.factor",
    ],
    ControlCenter: [
        "internalTopicReplicatorFactor",
        "confluent.controlcenter.internal.topics.replication",
        "confluent.controlcenter.command.topic.replication",
        "confluent.metrics.topic.replication",
    ],
};
/** Those that the legacy Control Center has besides. */
const legacyTopics: Record<string, string[]> = {
    Kafka: ["metricReporter.replicationFactor"],
    ControlCenter: ["confluent.monitoring.interceptor.topic.replication"],
};
const isClassic = (overlay: string): boolean => overlay.startsWith("classic-");
const inSyncSettings = [
    "min.insync.replicas",
    "transaction.state.log.min.isr",
    "share.coordinator.state.topic.min.isr",
    "confluent.cluster.link.metadata.topic.min.isr",
];

/** Files below gitops/ by path relative to the repository. */
const files = new Map(
    readdirSync(join(repository, "gitops"), { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".yaml"))
        .map((path) => [join("gitops", path), readFileSync(join(repository, "gitops", path), "utf8")]),
);

function byKind(overlay: string, kind: string): Component {
    const found = componentsOf(overlay).find((component) => component.kind === kind);
    assert.ok(found, `${overlay} has no ${kind}`);
    return found;
}

describe("the GitOps tree", () => {
    for (const overlay of overlayNames) {
        describe(`in the overlay ${overlay}`, () => {
            let components: Component[];
            before(() => (components = componentsOf(overlay)));

            it("replicates every internal topic on three brokers, or on all if there are fewer", () => {
                const brokers = brokersOf(overlay);
                for (const [kind, settings] of Object.entries(internalTopics)) {
                    const replication = replicationOf(byKind(overlay, kind));
                    for (const setting of [...settings, ...((isClassic(overlay) && legacyTopics[kind]) || [])]) {
                        assert.equal(replication.get(setting), Math.min(3, brokers), `${kind} ${setting}`);
                    }
                }
            });

            it("never requests more replicas, in sync or not, than there are brokers", () => {
                const brokers = brokersOf(overlay);
                const kafka = new Map(
                    byKind(overlay, "Kafka").spec.configOverrides.server?.map(
                        (line) => line.split("=") as [string, string],
                    ),
                );
                for (const setting of inSyncSettings) {
                    assert.equal(Number(kafka.get(setting)), Math.max(1, Math.min(3, brokers) - 1), setting);
                }
                for (const component of components) {
                    for (const [setting, value] of replicationOf(component)) {
                        assert.ok(value >= 1 && value <= brokers, `${component.kind} ${setting}=${value}`);
                    }
                }
            });

            it("starts each component in a later wave than what it depends on; Connect beside Schema Registry", () => {
                const wave = new Map(
                    components.map(({ metadata }) => [
                        metadata.name,
                        Number(metadata.annotations["argocd.argoproj.io/sync-wave"]),
                    ]),
                );
                const coordinator = isClassic(overlay) ? "zookeeper" : "kraftcontroller";
                const controlCenter = isClassic(overlay) ? "controlcenter" : "controlcenter-next-gen";
                // With RBAC, controllers read role bindings from the brokers, and start with them.
                const hasRbac = components.some(({ spec }) => spec.dependencies?.mdsKafkaCluster !== undefined);
                assert.equal(hasRbac, ["secure", "staging", "prod", "dr-primary", "dr-standby"].includes(overlay));
                assert.deepEqual(Object.fromEntries(wave), {
                    [coordinator]: hasRbac ? 10 : 0,
                    kafka: 10,
                    schemaregistry: 20,
                    connect: 20,
                    [controlCenter]: 30,
                });
                const edges = components.flatMap((component) =>
                    dependenciesOf(component).map((on) => [component.metadata.name, on] as const),
                );
                for (const [from, on] of edges) {
                    const [own, others] = [wave.get(from) ?? NaN, wave.get(on) ?? NaN];
                    const together =
                        (from === "connect" && on === "schemaregistry") || (hasRbac && on === "kraftcontroller");
                    assert.ok(together ? own === others : own > others, `${from} does not wait for ${on}`);
                }
                assert.deepEqual(edges.map(([from, on]) => `${from} → ${on}`).sort(), [
                    "connect → kafka",
                    "connect → schemaregistry",
                    `${controlCenter} → connect`,
                    `${controlCenter} → kafka`,
                    `${controlCenter} → schemaregistry`,
                    `kafka → ${coordinator}`,
                    "schemaregistry → kafka",
                ]);
            });

            it("puts everything into the namespace confluent, which the program creates, and leaves out the namespace itself", () => {
                const text = files.get(`gitops/platform/overlays/${overlay}/kustomization.yaml`) ?? "";
                assert.equal((parse(text) as { namespace: string }).namespace, "confluent");
                const kinds = readOverlay(repository, `gitops/platform/overlays/${overlay}`).kinds.map(
                    ({ kind }) => kind,
                );
                assert.ok(!kinds.includes("Namespace"));
            });

            it("sets each version in one place", () => {
                // Of an overlay upon another one: where the lowest one says them.
                const homeOf = (name: string): string => {
                    const text = files.get(`gitops/platform/overlays/${name}/kustomization.yaml`) ?? "";
                    const [, below] = /- \.\.\/([a-z-]+)$/m.exec(text) ?? [];
                    return below === undefined ? name : homeOf(below);
                };
                const home = homeOf(overlay);
                const { platformVersion, initVersion } = readOverlay(repository, `gitops/platform/overlays/${overlay}`);
                for (const version of [platformVersion, initVersion]) {
                    const places = [...files]
                        .filter(([path]) => !path.startsWith("gitops/platform/overlays/") || path.includes(`/${home}/`))
                        .flatMap(([path, text]) =>
                            text
                                .split(version)
                                .slice(1)
                                .map(() => path),
                        );
                    assert.deepEqual(places, [`gitops/platform/overlays/${home}/version/kustomization.yaml`], version);
                }
            });

            it("leaves the storage class to the cluster's default", () => {
                for (const { metadata, spec } of components) assert.equal(spec.storageClass, undefined, metadata.name);
            });
        });
    }

    it("lets clients connect through NodePorts in eks-nodeport, and changes nothing else in eks", () => {
        const [kafka, plain] = ["eks-nodeport", "eks"].map((overlay) => byKind(overlay, "Kafka"));
        const { listeners, ...rest } = kafka?.spec as Component["spec"] & { listeners?: unknown };
        assert.deepEqual(listeners, {
            external: {
                externalAccess: { type: "nodePort", nodePort: { host: "kafka.example.com", nodePortOffset: 30092 } },
            },
        });
        assert.deepEqual(rest, plain?.spec);
        const others = (overlay: string) => componentsOf(overlay).filter(({ kind }) => kind !== "Kafka");
        assert.deepEqual(others("eks-nodeport"), others("eks"));
    });
});
