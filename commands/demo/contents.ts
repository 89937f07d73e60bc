import { stringify } from "yaml";
import type { GitRepository } from "../../rehearsal/git/repository";
import type { KubernetesObject } from "../../kubernetes";
import { confluentApi, edit, kustomization, overlay } from "./workload";

export const topicKind = { apiVersion: confluentApi, kind: "KafkaTopic" };

/** After the sweeper: gitops/README.md says that what is inside the platform belongs to a later wave. */
export const metadataOf = (name: string, annotations: Record<string, string> = {}) => ({
    name,
    annotations: { "argocd.argoproj.io/sync-wave": "50", ...annotations },
});

/** A topic of the Kafka cluster `kafka`. The operator makes the cluster its owner. */
export const topic = (name: string, annotations?: Record<string, string>, partitionCount = 1): KubernetesObject => ({
    ...topicKind,
    metadata: metadataOf(name, annotations),
    spec: { partitionCount, replicas: 1, kafkaClusterRef: { name: "kafka" } },
});

const fileOf = ({ kind, metadata }: KubernetesObject): string => `${kind.toLowerCase()}-${metadata.name}.yaml`;

/** Writes objects into the overlay, replacing those with the same names. The caller commits them. */
export function putIn(repository: GitRepository, ...objects: KubernetesObject[]): void {
    for (const object of objects) {
        const line = `  - ${fileOf(object)}\n`;
        repository.write(`${overlay}/${fileOf(object)}`, stringify(object));
        if (repository.read(kustomization).includes(line)) continue;
        edit(repository, kustomization, "resources:\n", `resources:\n${line}`);
    }
}

/** Removes them again. */
export function takeOut(repository: GitRepository, ...objects: KubernetesObject[]): void {
    for (const object of objects) {
        repository.remove(`${overlay}/${fileOf(object)}`);
        edit(repository, kustomization, `  - ${fileOf(object)}\n`, "");
    }
}
