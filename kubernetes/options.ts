export interface ApplyOptions {
    /** Stores nothing, and returns what the result would be. Admission, validation and defaulting run. Default: false. */
    dryRun?: boolean;
    /** The field manager. Default: `confluent-gitops`. */
    fieldManager?: string;
    /** Takes over fields that another manager owns, instead of a Conflict (409). Default: false. */
    force?: boolean;
    /** Rejects unknown and duplicate fields, instead of ignoring them. Default: false. */
    strict?: boolean;
}

export interface DeleteOptions {
    dryRun?: boolean;
    /** What happens to the objects that it owns. Default: the kind's own, which is `Background` for most. */
    propagationPolicy?: "Background" | "Foreground" | "Orphan";
    /** For a pod; 0 removes it at once, as its kubelet does when it has ended. Default: the object's own. */
    gracePeriodSeconds?: number;
}

/** A port of a Service that speaks HTTP. */
export interface Service {
    namespace: string;
    name: string;
    port: number;
}
