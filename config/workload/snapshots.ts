import type { Resource } from "../kustomize/resource";

/** The CronJob in gitops/platform/components/snapshots, and its service account. */
export const snapshotsName = "confluent-snapshots";

/** Whether this is the job that creates VolumeSnapshots. */
export const makesSnapshots = ({ kind, name }: Pick<Resource, "kind" | "name">): boolean =>
    kind === "CronJob" && name === snapshotsName;
