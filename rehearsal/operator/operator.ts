import type { Faults } from "./faults";

export interface PlayOptions {
    /** Path of the kwok binary. */
    kwok: string;
    /** What every delay of the operator is multiplied by. Default: 1, with which a component runs within a second. */
    slowness?: number;
    /**
     * Whether to make the operator's namespace and Deployment. Default: true. With false it is there once somebody
     * else has made them, such as a stack.
     */
    install?: boolean;
}

/**
 * Confluent's operator, simulated. It is there as long as its Deployment `confluent-operator` is, with a replica: delete
 * that, or scale it to 0, and nothing has a phase or loses a finalizer any more.
 */
export interface Operator {
    /** Scales it to 0, and resolves when it is gone. The objects stay as they are. */
    stop(): Promise<void>;
    /** Scales it to 1, and resolves when it plays again; where its Deployment is gone, that it would. */
    start(): Promise<void>;
    /** Lets ApplyFailed come and go on every component, whose pods are ready all the while, until it is stopped. */
    falter(): Faults;
    /** Ends it for good, before its control plane: a process that goes on needs it for a clean end. */
    close(): Promise<void>;
}
