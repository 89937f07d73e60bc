import { isNotFound, KubernetesApi, type KubernetesObject } from "../../kubernetes";

/** Where to apply objects, such as a control plane. */
export interface Target {
    url: string;
    ca: string;
    token: string;
}

interface CustomResourceDefinition extends KubernetesObject {
    spec: { group: string; names: { kind: string }; versions: { name: string; served: boolean }[] };
    status?: { conditions?: { type: string; status: string; message?: string }[] };
}

const crdKind = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" };

/** The calls that determine whether a server serves a CRD. */
type Asked = Pick<KubernetesApi, "get" | "resourceFor">;

const serveTimeoutMs = 120_000;
const pollMs = 50;

/**
 * Applies objects server-side, taking over fields that others own: first namespaces and CRDs, until they are served,
 * then the rest in the given order.
 *
 * @returns the objects as they are now, in the order in which they were applied
 * @throws KubernetesError for the first one that is rejected
 */
export async function applyManifests(target: Target, objects: KubernetesObject[]): Promise<KubernetesObject[]> {
    const api = new KubernetesApi({ url: target.url, ca: target.ca, token: target.token });
    try {
        const isFirst = ({ kind }: KubernetesObject) => kind === "Namespace" || kind === crdKind.kind;
        const first = await Promise.all(objects.filter(isFirst).map((object) => api.apply(object, { force: true })));
        // One after the other: twenty large CRDs at a time slow the server down by half.
        for (const { kind, metadata } of first) {
            if (kind === crdKind.kind) await waitForEstablished(api, metadata.name ?? "");
        }
        const rest: KubernetesObject[] = [];
        for (const object of objects) if (!isFirst(object)) rest.push(await api.apply(object, { force: true }));
        return [...first, ...rest];
    } finally {
        api.close();
    }
}

/**
 * Waits until the API server serves every version of a CRD's kind.
 *
 * @param name the CRD's, such as `kafkas.platform.confluent.io`
 * @throws Error with the reason after two minutes, which a busy machine may need, or immediately if its names are taken
 */
export async function waitForEstablished(api: Asked, name: string): Promise<void> {
    const limit = Date.now() + serveTimeoutMs;
    for (;;) {
        const crd = (await api.get(crdKind, undefined, name)) as CustomResourceDefinition | undefined;
        const conditions = crd?.status?.conditions ?? [];
        const isEstablished = conditions.some(({ type, status }) => type === "Established" && status === "True");
        // The condition is set a moment before the server acts on it.
        if (crd && isEstablished && (await isServed(api, crd))) return;
        const refused = conditions.find(({ type, status }) => type === "NamesAccepted" && status === "False");
        if (refused || Date.now() > limit) {
            throw new Error(`CRD ${name} is not served: ${refused?.message ?? JSON.stringify(conditions)}`);
        }
        await new Promise((wake) => setTimeout(wake, pollMs));
    }
}

async function isServed(api: Asked, { spec }: CustomResourceDefinition): Promise<boolean> {
    try {
        for (const { name, served } of spec.versions) {
            if (served) await api.resourceFor(`${spec.group}/${name}`, spec.names.kind);
        }
        return true;
    } catch (error) {
        if (isNotFound(error)) return false;
        throw error;
    }
}
