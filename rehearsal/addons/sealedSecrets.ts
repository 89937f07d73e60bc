import { KubernetesApi, type KubernetesObject } from "../../kubernetes";
import type { Tools } from "../../tools";
import type { ControlPlane, Server } from "../controlPlane";
import { startAddon } from "./addon";

const namespace = "sealed-secrets";

/** The label of the Secrets with its keys (pkg/controller/keys.go in Sealed Secrets). */
const activeKey = "sealedsecrets.bitnami.com/sealed-secrets-key=active";

/** The Sealed Secrets controller. */
export interface SealedSecrets {
    server: Server;
    /** The certificate for sealing, in PEM: `kubeseal --cert`. */
    certificate: string;
}

/** Starts the Sealed Secrets controller, with its CRD and a key of its own. */
export async function startSealedSecrets(
    controlPlane: ControlPlane,
    tools: Tools<"sealed-secrets">,
): Promise<SealedSecrets> {
    const server = await startAddon(controlPlane, {
        tool: "sealed-secrets",
        binary: tools["sealed-secrets"],
        crds: "helm/sealed-secrets/crds",
        namespace,
        args: [`--namespace=${namespace}`],
        ready: "registered private key",
    });
    const api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
    try {
        const [key] = await api.list({ apiVersion: "v1", kind: "Secret" }, namespace, activeKey);
        return { server, certificate: certificateOf(key) };
    } finally {
        api.close();
    }
}

const certificateOf = (key: KubernetesObject | undefined): string =>
    Buffer.from((key?.data as Record<string, string> | undefined)?.["tls.crt"] ?? "", "base64").toString("utf8");
