/** What the sweeper reads of an object that Confluent for Kubernetes (CFK) keeps in the platform, such as a KafkaTopic. */
export interface Content {
    kind: string;
    metadata: {
        name: string;
        namespace: string;
        uid: string;
        resourceVersion: string;
        /** RFC 3339, as all times here. */
        creationTimestamp: string;
        deletionTimestamp?: string;
        annotations?: Record<string, string>;
        labels?: Record<string, string>;
        ownerReferences?: { kind: string; name: string }[];
        finalizers?: string[];
    };
}

/** What it reads of Argo CD's Application. */
export interface Application {
    metadata: {
        name: string;
        namespace: string;
        uid: string;
        resourceVersion: string;
        deletionTimestamp?: string;
        annotations?: Record<string, string>;
        finalizers?: string[];
    };
    spec?: {
        source?: Source;
        syncPolicy?: { automated?: { prune?: boolean; enabled?: boolean }; syncOptions?: string[] };
    };
    /** Asked for, not begun. */
    operation?: object;
    status?: {
        /** When the comparison that the rest is of was made. */
        reconciledAt?: string;
        sync?: { status: string; revision?: string; revisions?: string[]; comparedTo?: { source?: Source } };
        conditions?: { type: string; message?: string }[];
        operationState?: { phase: string; finishedAt?: string };
        resources?: ResourceStatus[];
    };
}

export interface Source {
    repoURL?: string;
    path?: string;
    targetRevision?: string;
}

export interface ResourceStatus {
    group?: string;
    kind: string;
    namespace?: string;
    name: string;
    /** Live, tracked and not in Git. Argo CD lists no owned object so. */
    requiresPruning?: boolean;
    requiresDeletionConfirmation?: boolean;
}

export interface Settings {
    /** Of the Application. */
    application: { namespace: string; name: string };
    /** What becomes of these kinds, once removed from Git: kept and reported. Others are deleted. */
    keepKinds: readonly string[];
    /** Key of the label by which Argo CD tracks; undefined where it tracks by annotation alone. */
    trackingLabel: string | undefined;
    /** Between two looks, in milliseconds. */
    pollMs: number;
    /** Between two looks at the Applications of teams, in milliseconds. */
    teamsMs: number;
    /** Whether the Application is a team's: when it goes, what it has made stays. */
    isTeam?: boolean;
    /** Between two reports of a drain that waits, in milliseconds. */
    reportMs: number;
}

/** One look at the cluster. */
export interface Observation {
    application: Application;
    contents: readonly Content[];
}

/** An Event on the Application. */
export interface Report {
    type: "Normal" | "Warning";
    reason: string;
    message: string;
}

export type Action =
    /** The report is written once the rest is done. */
    | { do: "delete"; content: Content; report?: Report }
    /** Sets an annotation, or takes it away. */
    | { do: "annotate"; content: Content; key: string; value: string | null; report?: Report }
    /** Lets Argo CD's cascade go on. */
    | { do: "approve"; at: string }
    /** Has Argo CD look at the Application again. */
    | { do: "refresh" }
    | { do: "report"; report: Report };

/** What one look leaves to the next. */
export interface Memory {
    /** Uids of what was seen as removed from Git. */
    removed: readonly string[];
    /** When it was last reported what a drain waits for, in milliseconds since 1970. */
    reportedAt?: number;
    /** Why an action failed since. */
    error?: string;
}

export interface Plan {
    actions: Action[];
    memory: Memory;
    /** For the log. */
    says: string;
    /** When to look again: soon, after the usual time, or once the Application is another than it was now. */
    next: "soon" | "later" | "whenChanged";
}
