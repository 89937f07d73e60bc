import type { KubernetesObject } from "../../kubernetes";
import type { Step } from "../upgrade/step";
import type { Facts } from "./facts";
import type { StepName } from "./names";

/** Where a migration stands. */
export interface Position {
    direction: "KRaft" | "ZooKeeper";
    /** What is next; undefined where nothing is left. */
    next: StepName | undefined;
    /** Whether it is not the user's turn. */
    isWaiting: boolean;
    says: string;
    job:
        { name: string; phase: string | undefined; subPhase: string | undefined; node: string | undefined } | undefined;
    names: { kafka: string; zookeeper: string; controller: string };
}

/** What was seen, as the two halves of `positionOf` want it. */
export interface Seen {
    facts: Facts;
    wantsBack: boolean;
    kafka: KubernetesObject;
    controller: KubernetesObject | undefined;
    zookeeper: KubernetesObject | undefined;
    /** What Kafka depends on. */
    onZooKeeper: boolean;
    onKraft: boolean;
    /** Whether Argo CD syncs by itself. */
    isSyncing: boolean;
    phase: string | undefined;
    subPhase: string | undefined;
    /** Whether the job is on its way back, or was. */
    isBack: boolean;
    /** Whether it is through with that. */
    isReturned: boolean;
    isComplete: boolean;
    /** Where it is next, on the way to KRaft or on that back. */
    at: Where;
    back: Where;
    /** The command to run again. */
    again: string;
}

export type Where = (next: StepName | undefined, says: string, isWaiting?: boolean) => Position;

/** What a step is, as things are. */
export type StepOf = (facts: Facts, position: Position) => Omit<Step, "done">;
