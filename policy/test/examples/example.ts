import type * as k8s from "@pulumi/kubernetes";

/** What every example's program is given. */
export interface Surroundings {
    /** Provider of the cluster that examples put objects into. */
    cluster: k8s.Provider;
}

/** A program that one rule refuses, and a twin of it that the whole pack lets pass. */
export interface Example {
    bad(surroundings: Surroundings): void;
    good(surroundings: Surroundings): void;
    /** What the message says: what is wrong, and what to do. */
    says: { wrong: RegExp; remedy: RegExp };
    /** Configuration of the pack. Default: none. */
    config?: string;
    /** Whether the rule is for production alone. Default: false. */
    inProduction?: boolean;
}
