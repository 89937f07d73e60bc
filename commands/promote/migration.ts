import type { KubernetesObject } from "../../kubernetes";
import { nameOf } from "../migrate/objects";
import { refuse } from "../migrate/refuse";

/** That no migration to KRaft is under way in the cluster that is promoted from. @throws UsageError where one is */
export function assertNoMigration(from: string, jobs: readonly KubernetesObject[]): void {
    for (const job of jobs) {
        const { phase, subPhase } = (job.status ?? {}) as { phase?: string; subPhase?: string };
        // A rollback's end is its own phase, as in ../migrate/position.ts.
        if (phase === "COMPLETE" || /RollbackToZkComplete/i.test(`${phase ?? ""} ${subPhase ?? ""}`)) continue;
        refuse(
            `${from} is being migrated to KRaft (KRaftMigrationJob ${nameOf(job)} is in ${phase ?? "no phase yet"}), and no version may change meanwhile: ` +
                `npx confluent-gitops migrate --stack ${from} says what is left.`,
        );
    }
}
