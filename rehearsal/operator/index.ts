import { type ControlPlane } from "../controlPlane";
import { KubernetesApi } from "../../kubernetes";
import type { Faults } from "./faults";
import { makeNodes } from "./nodes";
import { Player } from "./player";

export { nodeNames } from "./nodes";

/** What a user is told of it. */
export const operatorSentence =
    "Confluent operator: simulated by kwok (phases, finalizers and owner references; no pod runs)";

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

/**
 * Plays Confluent's operator, and three ready nodes, on a control plane. Of Confluent's kinds those are played whose CRD
 * is there, also when it comes later.
 *
 * @returns when all that are there are played.
 * @throws ServerError where kwok does not start.
 */
export async function playOperator(controlPlane: ControlPlane, options: PlayOptions): Promise<Operator> {
    const api = new KubernetesApi({ url: controlPlane.url, ca: controlPlane.ca, token: controlPlane.token });
    const player = new Player(controlPlane, api, options);
    try {
        await makeNodes(api);
        await player.open(options.install ?? true);
        return player;
    } catch (error) {
        await player.close();
        throw error;
    }
}
