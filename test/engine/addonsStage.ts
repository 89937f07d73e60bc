import { Cleanup } from "../../base/cleanup";
import { KubernetesApi, type KubernetesObject } from "../../kubernetes";
import { startArgoRollouts } from "../../rehearsal/addons/argoRollouts";
import { startCertManager } from "../../rehearsal/addons/certManager";
import { startExternalSecrets } from "../../rehearsal/addons/externalSecrets";
import { startSealedSecrets } from "../../rehearsal/addons/sealedSecrets";
import { startTrustManager } from "../../rehearsal/addons/trustManager";
import { type ControlPlane, type Server, startControlPlane } from "../../rehearsal/controlPlane";
import { addonTools, ensureTools } from "../../tools";
import { type Moto, startMoto } from "../aws/moto";
import { eventually } from "./eventually";

export const secretKind = { apiVersion: "v1", kind: "Secret" };

interface Condition {
    type: string;
    status: string;
    reason?: string;
    message?: string;
}

/** One API server with the addons' real controllers, and moto in place of AWS. */
export interface AddonsStage {
    controlPlane: ControlPlane;
    api: KubernetesApi;
    moto: Moto;
    /** The controllers' processes, which a test may stop and start again. */
    servers: Record<"certManager" | "sealedSecrets", Server>;
    /** The certificate, in PEM, for what the Sealed Secrets controller can unseal. */
    sealingCertificate: string;
    /** Path of kubeseal. */
    kubeseal: string;
    /** Creates a separate namespace. @returns its name */
    namespace(labels?: Record<string, string>): Promise<string>;
    apply(...objects: KubernetesObject[]): Promise<void>;
    /** A Secret's data, as text; undefined if it doesn't exist. */
    dataOf(namespace: string, name: string): Promise<Record<string, string> | undefined>;
    /** The current condition in an object's status. */
    condition(object: KubernetesObject, type: string): Promise<Condition | undefined>;
    /** Resolves when a condition has this status. @returns it */
    until(object: KubernetesObject, type: string, status: "True" | "False"): Promise<Condition>;
    close(): Promise<void>;
}

/** How long a controller may take, in seconds: some only retry after a while. */
const patience = 60;

export async function openAddonsStage(): Promise<AddonsStage> {
    const cleanup = new Cleanup();
    try {
        const tools = await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager", ...addonTools]);
        const moto = await startMoto();
        cleanup.add(() => moto.stop());
        const controlPlane = await startControlPlane(tools);
        cleanup.add(() => controlPlane.stop());
        const api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
        cleanup.add(() => api.close());
        const aws = { url: moto.url, region: moto.env.AWS_REGION ?? "" };
        const [sealing, certManager] = await Promise.all([
            startSealedSecrets(controlPlane, tools),
            startCertManager(controlPlane, tools),
            startTrustManager(controlPlane, tools),
            startExternalSecrets(controlPlane, tools, aws),
            startArgoRollouts(controlPlane, tools),
        ]);
        const servers = { certManager, sealedSecrets: sealing.server };
        const asked = askOf(api);
        return {
            controlPlane,
            api,
            moto,
            servers,
            sealingCertificate: sealing.certificate,
            kubeseal: tools.kubeseal,
            ...asked,
            close: () => cleanup.run(),
        };
    } catch (error) {
        await cleanup.run();
        throw error;
    }
}

type Asked = Pick<AddonsStage, "namespace" | "apply" | "dataOf" | "condition" | "until">;

function askOf(api: KubernetesApi): Asked {
    let count = 0;
    const condition: AddonsStage["condition"] = async (object, type) => {
        const { namespace, name = "" } = object.metadata;
        const status = (await api.get(object, namespace, name))?.status as { conditions?: Condition[] } | undefined;
        return status?.conditions?.find((one) => one.type === type);
    };
    return {
        condition,
        namespace: async (labels) => {
            const name = `team-${count++}`;
            await api.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name, labels } });
            return name;
        },
        apply: async (...objects) => {
            for (const object of objects) await api.apply(object, { force: true, strict: true });
        },
        dataOf: async (namespace, name) => {
            const secret = await api.get(secretKind, namespace, name);
            return secret && decoded((secret.data ?? {}) as Record<string, string>);
        },
        until: async (object, type, status) => {
            let found: Condition | undefined;
            const isSo = async () => (found = await condition(object, type))?.status === status;
            const { kind, metadata } = object;
            await eventually(isSo, patience, `${kind} ${metadata.name} does not get ${type} ${status}`);
            return found as unknown as Condition;
        },
    };
}

const decoded = (data: Record<string, string>): Record<string, string> =>
    Object.fromEntries(
        Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString("utf8")]),
    );
