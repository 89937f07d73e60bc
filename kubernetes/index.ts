import { type Connection, connectionOf } from "./connection";
import { Discovery, pathOf, type Resource } from "./discovery";
import { orNone } from "./error";
import { everyKind, type EveryKind } from "./everyKind";
import { describe, type GroupVersionKind, type KubernetesObject } from "./objects";
import type { ApplyOptions, DeleteOptions, Service } from "./options";
import { Transport } from "./transport";
import { watch, type Watch, type WatchEvent } from "./watch";

export type { Connection } from "./connection";
export type { EveryKind } from "./everyKind";
export type { Resource } from "./discovery";
export { isNotFound, KubernetesError, orNone } from "./error";
export type { Watch, WatchEvent } from "./watch";
export type { GroupVersionKind, KubernetesObject, ObjectMeta } from "./objects";
export type { ApplyOptions, DeleteOptions, Service } from "./options";

/**
 * A client for the objects of one API server. Every method throws KubernetesError with the server's message and HTTP
 * status.
 */
export class KubernetesApi {
    private readonly transport: Transport;
    private readonly discovery: Discovery;
    /** The namespace for namespaced objects without one. */
    readonly namespace: string;

    constructor(connection: Connection) {
        this.transport = new Transport(connection);
        this.discovery = new Discovery(this.transport);
        this.namespace = connection.namespace ?? "default";
    }

    /**
     * @param text a kubeconfig with a token or a client certificate; others are refused with an Error
     * @param context default: the kubeconfig's current context
     */
    static fromKubeconfig(text: string, context?: string): KubernetesApi {
        return new KubernetesApi(connectionOf(text, context));
    }

    /** How the server serves a kind; code 404 if it doesn't. Finds CRDs that were installed in the meantime. */
    resourceFor(apiVersion: string, kind: string): Promise<Resource> {
        return this.discovery.resourceFor({ apiVersion, kind });
    }

    /** All kinds that the server serves. */
    everyKind(): Promise<EveryKind> {
        return everyKind(this.transport);
    }

    /** Applies an object server-side, and returns it, or, with `dryRun`, as it would be. */
    async apply(object: KubernetesObject, options: ApplyOptions = {}): Promise<KubernetesObject> {
        const { name, namespace } = object.metadata;
        const what = `apply ${describe(object, name, namespace)}`;
        if (!name) throw new Error(`${what}: metadata.name is needed`);
        return this.transport.json({
            method: "PATCH",
            path: await this.pathOf(object, namespace, name),
            query: {
                fieldManager: options.fieldManager ?? "confluent-gitops",
                force: options.force ? "true" : undefined,
                dryRun: options.dryRun ? "All" : undefined,
                fieldValidation: options.strict ? "Strict" : undefined,
            },
            contentType: "application/apply-patch+yaml",
            body: object,
            what,
        });
    }

    /**
     * @param namespace ignored for cluster-scoped kinds; undefined for the kubeconfig's
     * @returns undefined if the object doesn't exist. A kind that is not served is an error (404)
     */
    async get(
        kind: GroupVersionKind,
        namespace: string | undefined,
        name: string,
    ): Promise<KubernetesObject | undefined> {
        const path = await this.pathOf(kind, namespace, name);
        const what = `read ${describe(kind, name, namespace)}`;
        return orNone(this.transport.json<KubernetesObject>({ method: "GET", path, what }), undefined);
    }

    /** @param namespace undefined for all namespaces. @param labelSelector as kubectl's `-l`. Default: all objects */
    async list(kind: GroupVersionKind, namespace?: string, labelSelector?: string): Promise<KubernetesObject[]> {
        const resource = await this.discovery.resourceFor(kind);
        const { items } = await this.transport.json<{ items: KubernetesObject[] }>({
            method: "GET",
            path: pathOf(resource, namespace),
            query: { labelSelector },
            what: `list ${resource.plural}`,
        });
        // The items of a list don't contain their kind.
        return items.map((item) => ({ ...item, apiVersion: kind.apiVersion, kind: kind.kind }));
    }

    /**
     * Requests the deletion of an object, without waiting for it: finalizers may delay it.
     *
     * @returns false if it doesn't exist
     */
    async delete(
        kind: GroupVersionKind,
        namespace: string | undefined,
        name: string,
        { dryRun, propagationPolicy, gracePeriodSeconds }: DeleteOptions = {},
    ): Promise<boolean> {
        const path = await this.pathOf(kind, namespace, name);
        const query = {
            dryRun: dryRun ? "All" : undefined,
            propagationPolicy,
            gracePeriodSeconds: gracePeriodSeconds?.toString(),
        };
        const what = `delete ${describe(kind, name, namespace)}`;
        return (await orNone(this.transport.text({ method: "DELETE", path, query, what }), undefined)) !== undefined;
    }

    /**
     * Merges a change into an object, regardless of who owns its fields (JSON merge patch). Null removes a field.
     *
     * @param subresource such as `status`. Default: the object itself
     */
    async merge(
        kind: GroupVersionKind,
        namespace: string | undefined,
        name: string,
        change: object,
        subresource?: string,
    ): Promise<void> {
        const path = await this.pathOf(kind, namespace, name);
        await this.transport.text({
            method: "PATCH",
            path: subresource ? `${path}/${subresource}` : path,
            contentType: "application/merge-patch+json",
            body: change,
            what: `change ${describe(kind, name, namespace)}`,
        });
    }

    /** Sends a request to a subresource of an object: a pod's `binding`, a service account's `token`. */
    async post(
        kind: GroupVersionKind,
        namespace: string | undefined,
        name: string,
        subresource: string,
        body: KubernetesObject | Omit<KubernetesObject, "metadata">,
    ): Promise<KubernetesObject> {
        const path = `${await this.pathOf(kind, namespace, name)}/${subresource}`;
        const what = `ask for ${subresource} of ${describe(kind, name, namespace)}`;
        return this.transport.json({ method: "POST", path, body, what });
    }

    /**
     * Asks a Service through the API server, which needs the verb get on services/proxy
     * (https://kubernetes.io/docs/tasks/access-application-cluster/access-cluster-services/#manually-constructing-apiserver-proxy-urls).
     *
     * @param path with the leading slash
     */
    askService<T>({ namespace, name, port }: Service, path: string, query: Record<string, string> = {}): Promise<T> {
        const service = `/api/v1/namespaces/${namespace}/services/${name}:${port}`;
        const what = `ask Service ${namespace}/${name}`;
        return this.transport.json({ method: "GET", path: `${service}/proxy${path}`, query, what });
    }

    /** Watches a kind's objects from now on. @param namespace undefined for all namespaces */
    async watch(
        kind: GroupVersionKind,
        namespace: string | undefined,
        onEvent: (event: WatchEvent) => void,
    ): Promise<Watch> {
        return watch(this.transport, await this.discovery.resourceFor(kind), namespace, onEvent);
    }

    /** Whether the server is ready. Never throws. */
    async isReady(): Promise<boolean> {
        const asked = this.transport.text({ method: "GET", path: "/readyz", what: "ask for readiness" });
        return (await asked.catch(() => "")) === "ok";
    }

    /** Closes the open connections. */
    close(): void {
        this.transport.close();
    }

    private async pathOf(kind: GroupVersionKind, namespace: string | undefined, name: string): Promise<string> {
        return pathOf(await this.discovery.resourceFor(kind), namespace ?? this.namespace, name);
    }
}
