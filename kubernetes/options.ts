export interface ApplyOptions {
    /** Nothing is stored; the answer is what would be. Admission, validation and defaulting run. Default: false. */
    dryRun?: boolean;
    /** Whose fields they become. Default: `confluent-gitops`. */
    fieldManager?: string;
    /** Takes over fields that another manager owns, instead of a Conflict (409). Default: false. */
    force?: boolean;
    /** An unknown or doubled field is an error, not ignored. Default: false. */
    strict?: boolean;
}

export interface DeleteOptions {
    dryRun?: boolean;
    /** What becomes of the objects it owns. Default: the kind's own, `Background` for most. */
    propagationPolicy?: "Background" | "Foreground" | "Orphan";
    /** Of a pod; 0 takes it away at once, as its kubelet does when it has ended. Default: the object's own. */
    gracePeriodSeconds?: number;
}
