import type { KubernetesObject } from "../../kubernetes";
import { nameOf } from "../migrate/objects";
import { refuse } from "../migrate/refuse";

/** Checks that no migration to KRaft is in progress in the source's cluster. @throws UsageError if one is */
export function assertNoMigration(from: string, jobs: readonly KubernetesObject[]): void {
    for (const job of jobs) {
        const { phase, subPhase } = (job.status ?? {}) as { phase?: string; subPhase?: string };
        // A completed rollback has its own phase, as in ../migrate/position.ts.
        if (phase === "COMPLETE" || /RollbackToZkComplete/i.test(`${phase ?? ""} ${subPhase ?? ""}`)) continue;
        refuse(
            `${from} is being migrated to KRaft (KRaftMigrationJob ${nameOf(job)} is in ${phase ?? "no phase yet"}), and no version may change meanwhile: ` +
                `npx confluent-gitops migrate --stack ${from} says what is left.`,
        );
    }
}
