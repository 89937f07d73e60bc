/** One of the programs that played, or were played. */
export interface Version {
    /** Such as `Argo CD`. */
    what: string;
    /** Such as `3.6.1`; empty for what has none. */
    version: string;
    /** Who stood in for it, such as `simulated by kwok 0.8.0`; left out where the real one ran. */
    playedBy?: string;
}
