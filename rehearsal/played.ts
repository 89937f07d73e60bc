/** A program that took part in a rehearsal, real or simulated. */
export interface Version {
    /** Such as `Argo CD`. */
    what: string;
    /** Such as `3.6.1`; empty if it has none. */
    version: string;
    /** What stood in for it, such as `simulated by kwok 0.8.0`; left out if the real one ran. */
    playedBy?: string;
}
