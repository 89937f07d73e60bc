import type { Tools } from "../../tools";
import type { ControlPlane, Server } from "../controlPlane";
import { startAddon } from "./addon";

/**
 * Starts Argo Rollouts' whole controller, with its CRDs. It serves health and metrics on every address of the machine, and the port is
 * all that its flags set: with one that doesn't exist, it logs an error and goes on (Run in its controller/controller.go).
 */
export const startArgoRollouts = (controlPlane: ControlPlane, tools: Tools<"argo-rollouts">): Promise<Server> =>
    startAddon(controlPlane, {
        tool: "argo-rollouts",
        binary: tools["argo-rollouts"],
        crds: "manifests/crds",
        namespace: "argo-rollouts",
        args: ["--leader-elect=false", "--healthzPort=-1", "--metricsPort=-1"],
        env: {
            // It would take the namespace from a service account's token, which a test in a pod has.
            POD_NAMESPACE: "argo-rollouts",
            // This machine's proxy must not be used for a Prometheus at 127.0.0.1.
            NO_PROXY: "127.0.0.1",
        },
        ready: "Started controller",
    });
