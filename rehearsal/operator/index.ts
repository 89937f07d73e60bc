import { type ControlPlane } from "../controlPlane";
import { KubernetesApi } from "../../kubernetes";
import { makeNodes } from "./nodes";
import { Player } from "./player";
import type { Operator, PlayOptions } from "./operator";

export { nodeNames } from "./nodes";

/** What a user is told of it. */
export const operatorSentence =
    "Confluent operator: simulated by kwok (phases, finalizers and owner references; no pod runs)";

/** What a user is told of what kwok plays beside it. */
export const ingressSentence = "Ingress controller: simulated by kwok (an address in the status; nothing is passed on)";

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
