/**
 * @typedef {object} Snapshot a VolumeSnapshot, of which this reads some fields
 *   (https://kubernetes.io/docs/concepts/storage/volume-snapshots/)
 * @property {{ name: string, creationTimestamp: string, uid: string, labels?: Record<string, string>, deletionTimestamp?: string }} metadata
 * @property {{ source: { persistentVolumeClaimName?: string } }} spec
 * @property {{ readyToUse?: boolean, boundVolumeSnapshotContentName?: string }} [status]
 */

/**
 * The snapshots that are no longer needed: those older than the last `keep` of their volume that can be restored. A failed one is
 * deleted with the others of its age, and never instead of them.
 *
 * @param {readonly Snapshot[]} snapshots
 * @param {number} keep
 */
export function outdated(snapshots, keep) {
    const claims = new Set(snapshots.map(({ spec }) => spec.source.persistentVolumeClaimName));
    return [...claims].flatMap((claim) => {
        const all = snapshots
            .filter(
                ({ spec, metadata }) => spec.source.persistentVolumeClaimName === claim && !metadata.deletionTimestamp,
            )
            .sort((one, other) => timeOf(other) - timeOf(one));
        const oldest = all.filter(({ status }) => status?.readyToUse)[keep - 1];
        return oldest ? all.filter((one) => timeOf(one) < timeOf(oldest)) : [];
    });
}

const timeOf = (/** @type {Snapshot} */ { metadata }) => Date.parse(metadata.creationTimestamp);

/** What distinguishes the snapshots of one run from those of another: the Job's name without the CronJob's. */
export const runOf = (/** @type {string} */ job) => job.replace(/^confluent-snapshots-/, "");

/**
 * How many snapshots are kept.
 *
 * @param {string | undefined} text the variable KEEP
 */
export function keepOf(text) {
    if (!/^[1-9]\d{0,3}$/.test(text ?? "")) {
        throw new Error(
            `KEEP is ${text ?? "not set"}: set it to the number of snapshots to keep of each volume, from 1 to 9999.`,
        );
    }
    return Number(text);
}
