import type { KubernetesApi, KubernetesObject } from ".";

/** Where Argo CD is installed by default, and the stage has it. */
export const argoCdNamespace = "argocd";

export const applicationKind = { apiVersion: "argoproj.io/v1alpha1", kind: "Application" };

/** An Application, as far as it is read here. */
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
    /** Syncs of everything that succeeded, the last one last. */
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

/** The Application that the stack hands the workload to. */
export const applicationName = "confluent-platform";

/** Reads an Application; undefined where it is not there. */
export const readApplication = (api: KubernetesApi, name = applicationName): Promise<Application | undefined> =>
    api.get(applicationKind, argoCdNamespace, name) as Promise<Application | undefined>;

/** Tells Argo CD that Git has changed, as a Git server's webhook does; without it, it finds out when it next asks. */
export const announceCommit = (api: KubernetesApi, name = applicationName): Promise<void> =>
    api.merge(applicationKind, argoCdNamespace, name, {
        metadata: { annotations: { "argocd.argoproj.io/refresh": "normal" } },
    });

/** Whether an Application says that a commit is live: synced to it, and everything in it healthy. */
export const isLive = (application: Application | undefined, revision?: string): boolean =>
    application?.status?.sync?.status === "Synced" &&
    application.status.health?.status === "Healthy" &&
    (revision === undefined || application.status.sync.revision === revision);
