import type { Faults } from "./faults";

export interface PlayOptions {
    /** Path of the kwok binary. */
    kwok: string;
    /** A factor for all of the operator's delays. Default: 1, with which a component is running within a second. */
    slowness?: number;
    /**
     * Whether to create the operator's namespace and Deployment. Default: true. With false, the operator runs once
     * something else, such as a stack, has created them.
     */
    install?: boolean;
    /**
     * The address of the REST API of the Kafka that each ClusterLink is in. Default: none, so that a link is Created and mirrors nothing.
     */
    kafkaRest?: string;
}

/**
 * A simulation of Confluent's operator. It runs as long as its Deployment `confluent-operator` exists with a replica:
 * if you delete it or scale it to 0, no object gets a phase or loses a finalizer any more.
 */
export interface Operator {
    /** Scales it to 0, and resolves when it has stopped. The objects stay as they are. */
    stop(): Promise<void>;
    /** Scales it to 1, and resolves when it runs again; without its Deployment, when it would run. */
    start(): Promise<void>;
    /** Makes ApplyFailed appear and disappear on every component until stopped, while their pods stay ready. */
    falter(): Faults;
    /** Ends it for good. Call it before the control plane ends: a process that continues needs it for a clean end. */
    close(): Promise<void>;
}
