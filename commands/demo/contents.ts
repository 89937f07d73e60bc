import { stringify } from "yaml";
import type { GitRepository } from "../../rehearsal/git/repository";
import type { KubernetesObject } from "../../kubernetes";
import { confluentApi, edit, kustomization, overlay } from "./workload";

export const topicKind = { apiVersion: confluentApi, kind: "KafkaTopic" };

/** Later than the sweeper, as gitops/README.md asks of what is inside the platform. */
export const metadataOf = (name: string, annotations: Record<string, string> = {}) => ({
    name,
    annotations: { "argocd.argoproj.io/sync-wave": "50", ...annotations },
});

/** A topic of Kafka `kafka`, which the operator makes its owner. */
export const topic = (name: string, annotations?: Record<string, string>, partitionCount = 1): KubernetesObject => ({
    ...topicKind,
    metadata: metadataOf(name, annotations),
    spec: { partitionCount, replicas: 1, kafkaClusterRef: { name: "kafka" } },
});

const fileOf = ({ kind, metadata }: KubernetesObject): string => `${kind.toLowerCase()}-${metadata.name}.yaml`;

/** Writes objects into the overlay, in place of those that are there by their names; to be committed by whoever asks. */
export function putIn(repository: GitRepository, ...objects: KubernetesObject[]): void {
    for (const object of objects) {
        const line = `  - ${fileOf(object)}\n`;
        repository.write(`${overlay}/${fileOf(object)}`, stringify(object));
        if (repository.read(kustomization).includes(line)) continue;
        edit(repository, kustomization, "resources:\n", `resources:\n${line}`);
    }
}

/** Takes them out again. */
export function takeOut(repository: GitRepository, ...objects: KubernetesObject[]): void {
    for (const object of objects) {
        repository.remove(`${overlay}/${fileOf(object)}`);
        edit(repository, kustomization, `  - ${fileOf(object)}\n`, "");
    }
}
