import type { Config } from "../../config";
import { ConfigurationError } from "../../config/problems";
import { refuse } from "../../config/rules/rule";

type Settings = Pick<Config, "gitops" | "overlay">;

/** For the next deployment: what coordinates Kafka, and whether Argo CD deploys commits automatically. */
export const coordinated = ({ gitops, overlay }: Settings) =>
    overlay && { by: overlay.coordination, autoSync: gitops.autoSync };

/**
 * Rejects an overlay on KRaft if the stack's last deployment was on ZooKeeper, with automated sync. New KRaft
 * controllers know nothing about the topics, which are in ZooKeeper until a KRaftMigrationJob has migrated them, and
 * during that the stack is paused. Going back is rejected as well: ZooKeeper knows nothing about later changes.
 *
 * @param last outputs of the last deployment
 * @throws ConfigurationError before anything is changed
 */
export function checkCoordinationStays(config: Settings, last: Readonly<Record<string, unknown>>): void {
    const before = last.coordination as ReturnType<typeof coordinated>;
    const now = coordinated(config);
    if (!before?.autoSync || !now || before.by === now.by) return;
    const isForward = now.by === "KRaft";
    throw new ConfigurationError([
        refuse(
            "gitops.path",
            config.gitops.path,
            `has ${now.by}, but this stack's Kafka is on ${before.by}: ` +
                (isForward
                    ? "KRaft controllers begin empty, so that Kafka would lose every topic"
                    : "ZooKeeper would begin empty, and there is no way back once a migration to KRaft is complete"),
            isForward
                ? "revert that commit, then follow npx confluent-gitops migrate --stack NAME (docs/KRAFT-MIGRATION.md)"
                : "use an overlay with components/kraft",
        ),
    ]);
}
