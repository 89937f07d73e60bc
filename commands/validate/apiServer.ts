import { isNotFound, KubernetesApi, KubernetesError, type KubernetesObject } from "../../kubernetes";
import type { Resource } from "../../config/kustomize/resource";
import { formatKind, isClusterWide } from "../../config/workload/workloadKinds";
import { applyManifests, type Binaries, startControlPlane } from "../../rehearsal/controlPlane";
import type { Looked } from "./overlay";
import { placeOf } from "./place";
import type { Finding } from "./shape";

/**
 * Sends every object of the overlays to an API server in a strict dry run, which finds unknown fields, wrong types, and
 * what Kubernetes' own validation refuses. An object in several overlays is sent once.
 *
 * @param crds what the server knows in addition to Kubernetes' own kinds
 * @returns what it refuses, and the kinds that it doesn't know
 */
export async function askApiServer(
    root: string,
    looked: readonly Looked[],
    crds: readonly KubernetesObject[],
    binaries: Binaries,
): Promise<{ findings: Finding[]; strangers: string[] }> {
    const plane = await startControlPlane(binaries);
    const api = KubernetesApi.fromKubeconfig(plane.kubeconfig);
    try {
        await applyManifests(plane, [...crds]);
        const namespaces = looked.flatMap(({ resources, namespace }) =>
            resources.map((one) => namespaceOf(one, namespace)),
        );
        await applyManifests(
            plane,
            [...new Set(namespaces)].map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })),
        );
        const strangers = new Set<string>();
        const findings = await dryRuns(root, looked, api, strangers);
        return { findings, strangers: [...strangers] };
    } finally {
        api.close();
        await plane.stop();
    }
}

const namespaceOf = ({ object }: Resource, otherwise: string): string => {
    const { namespace } = object.metadata as { namespace?: string };
    return namespace ?? otherwise;
};

async function dryRuns(
    root: string,
    looked: readonly Looked[],
    api: KubernetesApi,
    strangers: Set<string>,
): Promise<Finding[]> {
    const said = new Map<string, Finding[]>();
    const findings: Finding[] = [];
    for (const { overlay, resources, namespace } of looked) {
        for (const resource of resources) {
            const object = placed(resource, namespace);
            const key = JSON.stringify(object);
            const before = said.get(key) ?? (await dryRun(root, overlay.path, resource, object, api, strangers));
            said.set(key, before);
            findings.push(...before.map((one) => ({ ...one, overlays: [overlay.path] })));
        }
    }
    return findings;
}

function placed(resource: Resource, namespace: string): KubernetesObject {
    const object = resource.object as unknown as KubernetesObject;
    if (isClusterWide(resource)) return object;
    return { ...object, metadata: { ...object.metadata, namespace: namespaceOf(resource, namespace) } };
}

async function dryRun(
    root: string,
    path: string,
    resource: Resource,
    object: KubernetesObject,
    api: KubernetesApi,
    strangers: Set<string>,
): Promise<Finding[]> {
    try {
        await api.apply(object, { dryRun: true, strict: true });
        return [];
    } catch (error) {
        if (!(error instanceof KubernetesError)) throw error;
        if (isNotFound(error) || error.code === 0) {
            strangers.add(formatKind(resource));
            return [];
        }
        const field = fieldIn(error.message);
        return [
            {
                rule: "schema",
                severity: "error",
                ...placeOf(root, { resource, ...(field !== undefined && { field }) }, path),
                object: `${resource.kind}/${resource.name}`,
                why: `the API server rejects it: ${error.message.replace(/^apply [^:]*: /, "")}`,
                fix: "correct the field according to its kind's schema (kubectl explain)",
                overlays: [path],
            },
        ];
    }
}

/**
 * The field that the API server names: `.spec.replicaz: field not declared in schema`, `unknown field "spec.x"`,
 * `spec.replicas: Invalid value`.
 */
const fieldIn = (message: string): string | undefined =>
    /\.(spec[\w.[\]-]*): field not declared/.exec(message)?.[1] ??
    /unknown field "([^"]+)"/.exec(message)?.[1] ??
    /\b((?:spec|metadata|data)\.[\w.[\]-]+): /.exec(message)?.[1];
