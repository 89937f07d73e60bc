import { stringify } from "yaml";
import type { GitRepository } from "../gitRepository";
import { confluentApi, edit, overlay } from "./workload";

/** The file in the repository that a topic is in. */
const fileOf = (name: string): string => `topic-${name}.yaml`;

/** Writes a topic into the overlay; to be committed by whoever asks. */
export function addTopic(repository: GitRepository, name: string): void {
    const topic = {
        apiVersion: confluentApi,
        kind: "KafkaTopic",
        metadata: { name, annotations: { "argocd.argoproj.io/sync-wave": "50" } },
        spec: { partitionCount: 1, replicas: 1, kafkaClusterRef: { name: "kafka" } },
    };
    repository.write(`${overlay}/${fileOf(name)}`, stringify(topic));
    edit(repository, `${overlay}/kustomization.yaml`, "resources:\n", `resources:\n  - ${fileOf(name)}\n`);
}
