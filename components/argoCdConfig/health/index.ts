import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Files of this folder that make a check, in their order; the later ones use what the earlier ones define. */
const checks = {
    component: ["common", "component"],
    created: ["common", "application", "created"],
    connector: ["common", "application", "connector"],
    clusterLink: ["common", "application", "clusterLink"],
    kafkaRestClass: ["common", "kafkaRestClass"],
} as const;

/** CFK's kinds, each with the check that tells how it is. */
const checkOf: Record<string, keyof typeof checks> = {
    ClusterLink: "clusterLink",
    ConfluentRolebinding: "created",
    Connect: "component",
    Connector: "connector",
    ControlCenter: "component",
    Kafka: "component",
    KafkaRestClass: "kafkaRestClass",
    KafkaRestProxy: "component",
    KafkaTopic: "created",
    KRaftController: "component",
    KsqlDB: "component",
    Schema: "created",
    SchemaRegistry: "component",
    Zookeeper: "component",
};

/**
 * Health checks in Lua, one for each kind, as keys of the ConfigMap argocd-cm. Each stands for itself, as Argo CD lets
 * none load another, and wins over the one that Argo CD brings for some of the kinds, which looks at the phase only.
 */
export function healthChecks(): Record<string, string> {
    const read = (name: string) => readFileSync(join(__dirname, `${name}.lua`), "utf8");
    return Object.fromEntries(
        Object.entries(checkOf).map(([kind, check]) => [
            `resource.customizations.health.platform.confluent.io_${kind}`,
            checks[check].map(read).join("\n"),
        ]),
    );
}
