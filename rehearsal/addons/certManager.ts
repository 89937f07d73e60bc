import type { Tools } from "../../tools";
import type { ControlPlane, Server } from "../controlPlane";
import { startAddon } from "./addon";

/** Where cert-manager is, and Secrets of a ClusterIssuer are (https://cert-manager.io/docs/configuration/#cluster-resource-namespace). */
export const certManagerNamespace = "cert-manager";

/** Starts cert-manager's controllers for selfSigned and ca issuers, and for certificates, with their CRDs. */
export const startCertManager = (controlPlane: ControlPlane, tools: Tools<"cert-manager">): Promise<Server> =>
    startAddon(controlPlane, {
        tool: "cert-manager",
        binary: tools["cert-manager"],
        crds: "deploy/crds",
        // Orders and challenges are ACME's.
        isWanted: (name) => !name.endsWith(".acme.cert-manager.io"),
        namespace: certManagerNamespace,
        args: [`--cluster-resource-namespace=${certManagerNamespace}`],
        ready: " ready\n",
    });
