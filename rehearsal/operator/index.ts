import { type ControlPlane } from "../controlPlane";
import { KubernetesApi } from "../../kubernetes";
import { makeNodes } from "./nodes";
import { Player } from "./player";
import type { Operator, PlayOptions } from "./operator";

export { nodeNames } from "./nodes";

/** The description for the user. */
export const operatorSentence =
    "Confluent operator: simulated by kwok (phases, finalizers and owner references; no pod runs)";

/** The description for the user of what kwok simulates in addition. */
export const ingressSentence = "Ingress controller: simulated by kwok (an address in the status; nothing is passed on)";

/**
 * Simulates Confluent's operator and three ready nodes on a control plane. Of Confluent's kinds, those whose CRD exists
 * are simulated, even if the CRD is created later.
 *
 * @returns once all existing kinds are simulated
 * @throws ServerError if kwok does not start
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
