import { type Connection, KubernetesApi, KubernetesError, type KubernetesObject, orNone } from "../../kubernetes";
import type { GroupVersionKind } from "../../kubernetes/objects";
import { type Facts, listOf, textOf } from "./facts";
import { neededKinds } from "./needs";

const application = { apiVersion: "argoproj.io/v1alpha1", kind: "Application" };
const project = { apiVersion: "argoproj.io/v1alpha1", kind: "AppProject" };
const workloadKinds = ["Deployment", "StatefulSet"].map((kind) => ({ apiVersion: "apps/v1", kind }));
const confluentKinds = neededKinds.map((kind) => ({ apiVersion: "platform.confluent.io/v1beta1", kind }));

const isNeeded = ({ apiVersion, kind }: GroupVersionKind): boolean =>
    confluentKinds.some((one) => one.kind === kind && one.apiVersion === apiVersion);

/** Reads from a cluster what `diagnose` needs. */
export class Gatherer {
    readonly api: KubernetesApi;

    constructor(connection: Connection) {
        this.api = new KubernetesApi(connection);
    }

    /** @throws KubernetesError if the server doesn't answer, or doesn't let this user read the namespace */
    async facts(namespace: string): Promise<Facts> {
        const unread: string[] = [];
        const [namespaceObject, { objects, hidden }, applications, projects, workloads, everywhere] = await Promise.all(
            [
                this.api.get({ apiVersion: "v1", kind: "Namespace" }, undefined, namespace),
                this.everythingIn(namespace, unread),
                this.list([application], unread),
                this.list([project], unread),
                this.list(workloadKinds, unread),
                this.list(confluentKinds, unread),
            ],
        );
        const isConfluentHereOnly = everywhere === undefined && !neededKinds.some((kind) => hidden.has(kind));
        const here = objects.filter(({ apiVersion, kind }) => isNeeded({ apiVersion, kind }));
        const confluent = isConfluentHereOnly ? here : everywhere;
        return {
            namespace,
            namespaceObject,
            objects,
            applications: (applications ?? []).filter((one) => pointsAt(one, namespace)),
            projects,
            workloads,
            confluent,
            isConfluentHereOnly,
            unread: [...new Set(unread)],
            now: new Date(),
        };
    }

    close(): void {
        this.api.close();
    }

    /** @returns the objects in a namespace, and which of Confluent's kinds may not be read in it */
    private async everythingIn(namespace: string, unread: string[]) {
        const { resources, silent } = await this.api.everyKind();
        unread.push(...silent.map(({ groupVersion, message }) => `API ${groupVersion}: ${message}`));
        // Events have no finalizers, and there may be thousands.
        const kinds = resources.filter(({ namespaced, kind }) => namespaced && kind !== "Event");
        const lists = await Promise.all(
            kinds.map(async (kind) => ({ kind, list: await this.list([kind], unread, namespace) })),
        );
        const hidden = lists
            .filter(({ kind, list }) => list === undefined && isNeeded(kind))
            .map(({ kind }) => kind.kind);
        return { objects: lists.flatMap(({ list }) => list ?? []), hidden: new Set(hidden) };
    }

    /** A kind that is not served has no objects. Undefined if a kind may not be read, or if its API doesn't answer. */
    private async list(
        kinds: GroupVersionKind[],
        unread: string[],
        namespace?: string,
    ): Promise<KubernetesObject[] | undefined> {
        try {
            const lists = await Promise.all(kinds.map((kind) => orNone(this.api.list(kind, namespace), [])));
            return lists.flat();
        } catch (error) {
            if (!(error instanceof KubernetesError)) throw error;
            unread.push(error.message);
            return undefined;
        }
    }
}

/** Whether an Application is in a namespace, deploys into it, or has something in it. */
function pointsAt(one: KubernetesObject, namespace: string): boolean {
    return (
        one.metadata.namespace === namespace ||
        textOf(one, "spec", "destination", "namespace") === namespace ||
        listOf(one, "status", "resources").some((resource) => textOf(resource, "namespace") === namespace)
    );
}
