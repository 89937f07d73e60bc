import type { Application } from "../../kubernetes/application";
import type { GitRepository } from "../../rehearsal/git/repository";

const overlay = "gitops/platform/overlays/dev/kustomization.yaml";

/** Adds what topics and the sample's connector need to the overlay dev. */
export function withTopics(repository: GitRepository): void {
    const lines = ["kafka-rest-class", "connect-plugins"].map((name) => `  - ../../components/${name}\n`).join("");
    const text = repository.read(overlay);
    const size = "  - ../../components/size-small\n";
    if (!text.includes(size)) throw new Error(`${overlay} has no size`);
    repository.write(overlay, text.replace(size, lines + size));
}

/** Writes a team's folder. @param files by their paths in it */
export function teamWith(repository: GitRepository, name: string, files: Readonly<Record<string, string>>): void {
    repository.write(`gitops/teams/${name}/team.yaml`, `owner: ${name}@example.com\n`);
    for (const [file, text] of Object.entries(files)) repository.write(`gitops/teams/${name}/${file}`, text);
}

/** @param inKafka its name in Kafka; default: the same */
export const topicOf = (name: string, inKafka?: string): string =>
    `apiVersion: platform.confluent.io/v1beta1
kind: KafkaTopic
metadata:
  name: ${name}
  annotations:
    argocd.argoproj.io/sync-options: Prune=false
spec:
  ${inKafka === undefined ? "" : `name: ${inKafka}\n  `}partitionCount: 1
  kafkaRestClassRef:
    name: default
`;

/** All messages in an Application's status, each on a line. */
export const messages = (of: Application | undefined): string =>
    [
        ...(of?.status?.conditions ?? []),
        of?.status?.operationState ?? {},
        ...(of?.status?.operationState?.syncResult?.resources ?? []),
    ]
        .map(({ message }) => message ?? "")
        .join("\n");
