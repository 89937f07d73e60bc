import type { KubernetesApi, KubernetesObject } from ".";

/** The default namespace of Argo CD, also on the stage. */
export const argoCdNamespace = "argocd";

export const applicationKind = { apiVersion: "argoproj.io/v1alpha1", kind: "Application" };

/** An Application, as far as this project reads it. */
export interface Application extends KubernetesObject {
    spec: Record<string, unknown>;
    status?: ApplicationStatus;
}

export interface ApplicationStatus {
    sync?: { status?: string; revision?: string };
    health?: { status?: string; message?: string; lastTransitionTime?: string };
    conditions?: { type: string; message: string }[];
    operationState?: {
        phase?: string;
        message?: string;
        startedAt?: string;
        finishedAt?: string;
        syncResult?: { revision?: string; resources?: ApplicationResource[] };
    };
    resources?: ApplicationResource[];
    /** Successful syncs of all objects, the latest last. */
    history?: { revision: string; deployStartedAt?: string }[];
    reconciledAt?: string;
}

export interface ApplicationResource {
    kind: string;
    name: string;
    namespace?: string;
    status?: string;
    message?: string;
    health?: { status?: string; message?: string };
    /** Whether it is no longer in Git. */
    requiresPruning?: boolean;
}

/** The Application that deploys the stack's workload. */
export const applicationName = "confluent-platform";

/** Reads an Application. Undefined if it doesn't exist. */
export const readApplication = (api: KubernetesApi, name = applicationName): Promise<Application | undefined> =>
    api.get(applicationKind, argoCdNamespace, name) as Promise<Application | undefined>;

/** Notifies Argo CD of a change in Git, as a Git server's webhook does. Without it, Argo CD notices at its next poll. */
export const announceCommit = (api: KubernetesApi, name = applicationName): Promise<void> =>
    api.merge(applicationKind, argoCdNamespace, name, {
        metadata: { annotations: { "argocd.argoproj.io/refresh": "normal" } },
    });

/** Whether an Application's status says that a commit is live: synced, with all its objects healthy. */
export const isLive = (application: Application | undefined, revision?: string): boolean =>
    application?.status?.sync?.status === "Synced" &&
    application.status.health?.status === "Healthy" &&
    (revision === undefined || application.status.sync.revision === revision);
