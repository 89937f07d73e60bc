/** @import { Action, Memory, Observation, Plan, Settings } from "./types.mjs" */
import { doubtOf, isCascading } from "./argoCd.mjs";
import { drain } from "./drain.mjs";
import { sweep, unmark } from "./sweep.mjs";

/**
 * What to do, given the current state of the cluster and what the previous look has remembered. No I/O.
 *
 * @param {Observation} observation
 * @param {Settings} settings
 * @param {Memory} memory
 * @param {number} now in milliseconds since 1970
 * @returns {Plan}
 */
export function plan(observation, settings, memory, now) {
    const { application } = observation;
    if (isCascading(application) && !settings.isTeam) {
        const { actions, says, reportedAt } = drain(observation, settings, memory, now);
        return { actions, says, memory: { removed: [], reportedAt }, next: "soon" };
    }
    if (application.metadata.deletionTimestamp) return idle("the Application goes, and leaves what it made");
    const doubt = doubtOf(application);
    if (doubt) {
        // A sync waits until everything in a wave is healthy, which a marked object is not: it would wait forever.
        const actions = allowed(unmark(observation), settings);
        return { ...idle(`looks on: ${doubt}`), actions, next: actions.length > 0 ? "later" : "whenChanged" };
    }
    const { actions: all, removed } = sweep(observation, settings, memory.removed);
    const actions = allowed(all, settings);
    const isNew = removed.some((uid) => !memory.removed.includes(uid));
    const next = isNew || actions.length > 0 ? "later" : "whenChanged";
    return { actions, says: "watches what is removed from Git", memory: { removed }, next };
}

/**
 * Argo CD refreshes a team's Application by itself: a request would need permission to change every Application.
 *
 * @param {Action[]} actions
 * @param {Settings} settings
 */
const allowed = (actions, { isTeam }) => (isTeam ? actions.filter((action) => action.do !== "refresh") : actions);

/** @returns {Plan} */
const idle = (/** @type {string} */ says) => ({ actions: [], says, memory: { removed: [] }, next: "whenChanged" });
