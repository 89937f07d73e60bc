import { durationMs } from "../../config/environments";
import type { Application } from "../../kubernetes/application";
import { age } from "../frame/age";
import { refuse } from "../migrate/refuse";

export interface Soaked {
    /** The commit that the source runs. */
    revision: string;
    /** Since when it has been running that commit and Healthy: RFC 3339. */
    since: string;
}

/**
 * Checks that an environment runs what is in Git, and has been healthy for long enough.
 *
 * Argo CD doesn't record when the sync status changed: `operationState.finishedAt` is when it last changed something,
 * including by self-heal. `health.lastTransitionTime` exists since Argo CD 2.14 (its pull request 18660), but not in 3.0.0
 * (22666).
 *
 * @param time such as `1h`
 * @throws UsageError if it hasn't
 */
export function soaked(from: string, application: Application | undefined, time: string, now: Date): Soaked {
    if (!application)
        return refuse(
            `The cluster has no Application confluent-platform: is it that of ${from}? Name its context: --context NAME.`,
        );
    const { sync, health, operationState, conditions = [] } = application.status ?? {};
    const again = `Promote once ${from} is Healthy and Synced for ${time}.`;
    const error = conditions.find(({ type }) => type.endsWith("Error"));
    if (error) return refuse(`${from} has a ${error.type}: ${error.message}. ${again}`);
    if (sync?.status !== "Synced" || !sync.revision)
        return refuse(`${from} is ${sync?.status ?? "not compared yet"}: it doesn't run what Git has. ${again}`);
    if (health?.status !== "Healthy")
        return refuse(
            `${from} is ${health?.status ?? "without a health"}${health?.message ? ` (${health.message})` : ""}. ${again}`,
        );
    if (["Running", "Terminating"].includes(operationState?.phase ?? ""))
        return refuse(`A sync of ${from} is in progress. ${again}`);
    if (["Failed", "Error"].includes(operationState?.phase ?? ""))
        return refuse(`The last sync of ${from} failed: ${operationState?.message ?? "it doesn't say why"}. ${again}`);
    if (!health.lastTransitionTime)
        return refuse(
            `${from} doesn't say since when it is Healthy (status.health.lastTransitionTime): Argo CD does from 2.14 on, except 3.0.0. Upgrade Argo CD first.`,
        );
    const since = [health.lastTransitionTime, operationState?.finishedAt ?? ""].sort().at(-1) ?? "";
    if (now.getTime() - Date.parse(since) < durationMs(time))
        return refuse(`${from} is Healthy and Synced for ${age(since, now)} only, since ${since}. ${again}`);
    return { revision: sync.revision, since };
}
