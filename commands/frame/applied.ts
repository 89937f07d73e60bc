import { stringify } from "yaml";
import { confluentGroup, confluentVersion } from "../../config/workload/confluentKinds";
import type { KubernetesObject } from "../../kubernetes";

// What the operator applies in Kafka, Schema Registry, Connect and MDS, as objects for Git. The names that they refer to are the platform's.

const apiVersion = `${confluentGroup}/${confluentVersion}`;
const argoCd = "argocd.argoproj.io";
/** After the sweeper's wave: gitops/README.md. Schemas come after the ConfigMaps that they are read from, connectors after topics. */
const wave = (number: number) => ({ [`${argoCd}/sync-wave`]: String(number) });
/** What holds data stays in the cluster where its file goes (docs/TEAMS.md). */
const kept = { [`${argoCd}/sync-options`]: "Prune=false" };

interface Topic {
    /** In Kafka, where the object's name is another. */
    name?: string;
    partitionCount: number;
    replicas?: number;
    configs?: Readonly<Record<string, string>>;
}

export const topicObject = (name: string, { configs, ...spec }: Topic): KubernetesObject => ({
    apiVersion,
    kind: "KafkaTopic",
    metadata: { name, annotations: { ...kept, ...wave(50) } },
    spec: { ...spec, kafkaRestClassRef: { name: "default" }, ...(configs && { configs }) },
});

interface Schema {
    /** The subject, where the object's name is another. */
    name?: string;
    format: string;
    /** As the registry has it. */
    text: string;
    compatibilityLevel?: string;
    mode?: string;
    schemaReferences?: readonly object[];
}

/** A Schema, after the ConfigMap that it is read from. */
export function schemaObjects(name: string, { name: subject, format, text, schemaReferences, ...settings }: Schema) {
    return [
        { apiVersion: "v1", kind: "ConfigMap", metadata: { name, annotations: wave(50) }, data: { schema: text } },
        {
            apiVersion,
            kind: "Schema",
            metadata: { name, annotations: { ...kept, ...wave(51) } },
            spec: {
                ...(subject !== undefined && { name: subject }),
                schemaRegistryClusterRef: { name: "schemaregistry" },
                ...settings,
                data: { format, configRef: name },
                ...(schemaReferences && { schemaReferences }),
            },
        },
    ] satisfies KubernetesObject[];
}

interface Connector {
    /** In Connect, where the object's name is another. */
    name?: string;
    class: string;
    taskMax: number;
    configs: Readonly<Record<string, string>>;
    restartPolicy?: object;
}

export const connectorObject = (name: string, { configs, restartPolicy, ...spec }: Connector): KubernetesObject => ({
    apiVersion,
    kind: "Connector",
    metadata: { name, annotations: wave(55) },
    spec: { ...spec, connectClusterRef: { name: "connect" }, configs, ...(restartPolicy && { restartPolicy }) },
});

interface RoleBinding {
    principal: { type: string; name: string };
    role: string;
    clustersScopeByIds?: Readonly<Record<string, string>>;
    clustersScopeByRegistryName?: string;
    resourcePatterns?: readonly object[];
}

export const roleBindingObject = (name: string, spec: RoleBinding): KubernetesObject => ({
    apiVersion,
    kind: "ConfluentRolebinding",
    metadata: { name, annotations: wave(50) },
    spec: { ...spec },
});

/** A file of them. No line is folded: a reader finds what was written. */
export const yamlOf = (...documents: readonly object[]): string =>
    documents.map((one) => stringify(one, { lineWidth: 0 })).join("---\n");
