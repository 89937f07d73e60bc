import { isNotFound, KubernetesApi, KubernetesError, type KubernetesObject } from "../../kubernetes";
import type { Resource } from "../../config/kustomize/resource";
import { formatKind, isClusterWide } from "../../config/workload/workloadKinds";
import { confluentGroup } from "../../config/workload/confluentKinds";
import { applyManifests, type Binaries, installCrds, startControlPlane } from "../../rehearsal/controlPlane";
import type { CrdSet } from "../../rehearsal/crds/crdSet";
import { findTool } from "../../tools";
import { placeOf } from "./place";
import type { Looked } from "./overlay";
import type { Finding, Report } from "./shape";

export interface Checked {
    schemas: Report["schemas"];
    findings: Finding[];
}

/**
 * Has an API server, where the tools are built, take every object of the overlays in a strict dry run: unknown fields, wrong
 * types and what Kubernetes' own validation refuses. What is in several overlays is asked once.
 */
export async function checkSchemas(root: string, looked: readonly Looked[]): Promise<Checked> {
    const binaries = await binariesThere();
    const all = looked.flatMap(({ resources }) => resources);
    if (!binaries) {
        return { schemas: { by: null, source: null, unchecked: kindsOf(all) }, findings: [] };
    }
    const plane = await startControlPlane(binaries);
    const api = KubernetesApi.fromKubeconfig(plane.kubeconfig);
    try {
        const crds = await installCrds(plane, "confluent", await findTool("helm"));
        await installCrds(plane, "argocd").catch(() => undefined);
        const namespaces = [
            ...new Set(
                looked.flatMap(({ resources, namespace }) => resources.map((one) => namespaceOf(one, namespace))),
            ),
        ];
        await applyManifests(
            plane,
            namespaces.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })),
        );
        const unchecked = new Set<string>(
            isSmall(crds) ? kindsOf(all.filter(({ group }) => group === confluentGroup)) : [],
        );
        const findings = await dryRuns(root, looked, api, unchecked);
        return { schemas: { by: "API server", source: crds.source, unchecked: [...unchecked].sort() }, findings };
    } finally {
        api.close();
        await plane.stop();
    }
}

/** Stand-ins take any field below `spec`. */
const isSmall = ({ objects }: CrdSet): boolean => JSON.stringify(objects).length < 100_000;

const kindsOf = (resources: readonly Resource[]): string[] => [...new Set(resources.map(formatKind))].sort();

async function binariesThere(): Promise<Binaries | undefined> {
    const names = ["etcd", "kube-apiserver", "kube-controller-manager"] as const;
    const paths = await Promise.all(names.map((name) => findTool(name)));
    const found = Object.fromEntries(names.map((name, index) => [name, paths[index]]));
    return paths.every((path) => path !== undefined) ? (found as Binaries) : undefined;
}

const namespaceOf = ({ object }: Resource, otherwise: string): string => {
    const { namespace } = object.metadata as { namespace?: string };
    return namespace ?? otherwise;
};

async function dryRuns(
    root: string,
    looked: readonly Looked[],
    api: KubernetesApi,
    unchecked: Set<string>,
): Promise<Finding[]> {
    const said = new Map<string, Finding[]>();
    const findings: Finding[] = [];
    for (const { overlay, resources, namespace } of looked) {
        for (const resource of resources) {
            const object = placed(resource, namespace);
            const key = JSON.stringify(object);
            const before = said.get(key) ?? (await dryRun(root, overlay.path, resource, object, api, unchecked));
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
    unchecked: Set<string>,
): Promise<Finding[]> {
    try {
        await api.apply(object, { dryRun: true, strict: true });
        return [];
    } catch (error) {
        if (!(error instanceof KubernetesError)) throw error;
        if (isNotFound(error) || error.code === 0) {
            unchecked.add(formatKind(resource));
            return [];
        }
        const field = fieldIn(error.message);
        return [
            {
                rule: "schema",
                severity: "error",
                ...placeOf(root, { resource, ...(field !== undefined && { field }) }, `${path}/kustomization.yaml`),
                object: `${resource.kind}/${resource.name}`,
                why: `the API server refuses it: ${error.message.replace(/^apply [^:]*: /, "")}`,
                fix: "correct the field, as the schema of its kind has it (kubectl explain)",
                overlays: [path],
            },
        ];
    }
}

/** The field that the API server names: `.spec.replicaz: field not declared in schema`, `unknown field "spec.x"`, `spec.replicas: Invalid value`. */
const fieldIn = (message: string): string | undefined =>
    /\.(spec[\w.[\]-]*): field not declared/.exec(message)?.[1] ??
    /unknown field "([^"]+)"/.exec(message)?.[1] ??
    /\b((?:spec|metadata|data)\.[\w.[\]-]+): /.exec(message)?.[1];
