import { isBlocked } from "../../config/workload/platform";
import type { Overlay } from "../../config/workload/overlay";
import { compareMinor, controlCenterBefore8 } from "../../config/support";
import { parseImage } from "../../config/kustomize/images";
import { refuse } from "../migrate/refuse";

export type Runs = Pick<
    Overlay,
    "platformVersion" | "coordination" | "initVersion" | "images" | "resources" | "imagePlaces"
>;

const major = (version: string): number => Number(version.split(".")[0]);

/**
 * Checks that an environment can move from what it runs to what is promoted in one step.
 *
 * @throws UsageError if another step has to come first, or if it isn't possible
 */
export function assertPath(to: string, before: Runs, after: Runs): void {
    const [old, next] = [before.platformVersion, after.platformVersion];
    for (const [overlay, whose] of [
        [before, `What ${to} runs`],
        [after, "What is promoted"],
    ] as const) {
        if (overlay.resources.some(({ kind }) => kind === "KRaftMigrationJob"))
            refuse(
                `${whose} has a KRaftMigrationJob: the migration to KRaft is done in each environment by itself (npx confluent-gitops migrate --stack ${to}), and promoted across only when both are through.`,
            );
        if (overlay.resources.some(isBlocked))
            refuse(
                `${whose} keeps the operator away from its components (annotation block-reconcile): finish the upgrade of the operator first (npx confluent-gitops upgrade --stack ${to}).`,
            );
    }
    if (before.coordination !== after.coordination)
        refuse(
            `${to} runs on ${before.coordination}, and what is promoted on ${after.coordination}: npx confluent-gitops migrate --stack ${to} first. It can't be done by changing what Git says.`,
        );
    if (compareMinor(next, old) < 0)
        refuse(
            `${to} runs Confluent Platform ${old}, and what is promoted is ${next}: Kafka doesn't start with metadata of a later version. Promote a version that is not older.`,
        );
    if (compareMinor(after.initVersion, before.initVersion) < 0)
        refuse(
            `${to} has the init image ${before.initVersion}, and what is promoted has ${after.initVersion}: Confluent documents no way back for its operator.`,
        );
    if (major(next) > major(old) + 1)
        refuse(
            `${to} runs Confluent Platform ${old}, and what is promoted is ${next}: a major version is skipped. Promote ${major(old) + 1}.x first.`,
        );
    if (major(next) >= 8 && major(old) < 8) {
        const center = controlCenterOf(before);
        if (center !== undefined && controlCenterBefore8.includes(center))
            refuse(
                `${to} has Control Center ${center}, which doesn't work with Confluent Platform 8: promote its version by itself first, then ${next}.`,
            );
    }
}

/** The minor version of the next-generation Control Center. Undefined without one. */
function controlCenterOf({ imagePlaces }: Runs): string | undefined {
    const images = imagePlaces.map(({ image }) => parseImage(image));
    const tag = images.find(({ name }) => name.endsWith("cp-enterprise-control-center-next-gen"))?.tag;
    return tag?.split(".").slice(0, 2).join(".");
}
