import type { Tools } from "../../tools";
import type { ControlPlane, Server } from "../controlPlane";
import { startAddon } from "./addon";

/**
 * The namespace of cert-manager, and of a ClusterIssuer's Secrets
 * (https://cert-manager.io/docs/configuration/#cluster-resource-namespace).
 */
export const certManagerNamespace = "cert-manager";

/** Starts cert-manager's controllers for certificates and for selfSigned and ca issuers, with their CRDs. */
export const startCertManager = (controlPlane: ControlPlane, tools: Tools<"cert-manager">): Promise<Server> =>
    startAddon(controlPlane, {
        tool: "cert-manager",
        binary: tools["cert-manager"],
        crds: "deploy/crds",
        // Orders and challenges are for ACME.
        isWanted: (name) => !name.endsWith(".acme.cert-manager.io"),
        namespace: certManagerNamespace,
        args: [`--cluster-resource-namespace=${certManagerNamespace}`],
        ready: " ready\n",
    });
