import type { KubernetesObject } from "../../kubernetes";
import type { Progress } from "../upgrade/guide";
import type { Step } from "../upgrade/step";
import type { Facts } from "./facts";
import type { StepName } from "./names";

/** Where a migration stands. */
export interface Position extends Progress<StepName> {
    direction: "KRaft" | "ZooKeeper";
    job:
        { name: string; phase: string | undefined; subPhase: string | undefined; node: string | undefined } | undefined;
    names: { kafka: string; zookeeper: string; controller: string };
}

/** What was seen, in the form that both halves of `positionOf` need. */
export interface Seen {
    facts: Facts;
    wantsBack: boolean;
    kafka: KubernetesObject;
    controller: KubernetesObject | undefined;
    zookeeper: KubernetesObject | undefined;
    /** What Kafka depends on. */
    onZooKeeper: boolean;
    onKraft: boolean;
    /** Whether Argo CD syncs automatically. */
    isSyncing: boolean;
    phase: string | undefined;
    subPhase: string | undefined;
    /** Whether the job is or was rolling back. */
    isBack: boolean;
    /** Whether the rollback is complete. */
    isReturned: boolean;
    isComplete: boolean;
    /** The next position, on the way to KRaft or back. */
    at: Where;
    back: Where;
    /** The command to run again. */
    again: string;
}

export type Where = (next: StepName | undefined, says: string, isWaiting?: boolean) => Position;

/** What a step consists of in the current state. */
export type StepOf = (facts: Facts, position: Position) => Omit<Step, "done">;
