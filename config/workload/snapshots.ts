import type { Resource } from "../kustomize/resource";

/** The CronJob of gitops/platform/components/snapshots, and the service account that it runs as. */
export const snapshotsName = "confluent-snapshots";

/** Whether this is the job that makes VolumeSnapshots. */
export const makesSnapshots = ({ kind, name }: Pick<Resource, "kind" | "name">): boolean =>
    kind === "CronJob" && name === snapshotsName;
