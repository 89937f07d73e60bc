import type { Tools } from "../../tools";
import type { ControlPlane, Server } from "../controlPlane";
import { startAddon } from "./addon";
import { certManagerNamespace } from "./certManager";

/** Starts trust-manager, with its CRD. It reads sources from cert-manager's namespace, its chart's default. */
export const startTrustManager = (controlPlane: ControlPlane, tools: Tools<"trust-manager">): Promise<Server> =>
    startAddon(controlPlane, {
        tool: "trust-manager",
        binary: tools["trust-manager"],
        crds: "deploy/crds",
        isWanted: (name) => name === "bundles.trust.cert-manager.io",
        namespace: certManagerNamespace,
        args: [`--trust-namespace=${certManagerNamespace}`],
        ready: " ready\n",
    });
