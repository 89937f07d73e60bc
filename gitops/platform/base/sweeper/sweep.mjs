/** @import { Action, Application, Content, Observation, Report, Settings } from "./types.mjs" */
import { isOperators, isPruning, isTracked, keyOf, keysInGit, syncOption } from "./argoCd.mjs";
import { nameOf } from "./contents.mjs";

/** On what was removed from Git and kept: the revision at which this was noticed. */
export const removedMark = "confluent-gitops/removed-from-git";
/** Set in Git, on one object: `keep` or `delete`. */
export const onRemoval = "confluent-gitops/on-removal";

/**
 * What to do about objects that were removed from Git, and that Argo CD does not prune because they have an owner. Only
 * after two looks have shown the same.
 *
 * @param {Observation} observation
 * @param {Settings} settings
 * @param {readonly string[]} before uids of the objects that the previous look found removed
 * @returns {{ actions: Action[], removed: string[] }}
 */
export function sweep({ application, contents }, settings, before) {
    const inGit = keysInGit(application);
    const { reconciledAt = "" } = application.status ?? {};
    const living = contents.filter(({ metadata }) => !metadata.deletionTimestamp);
    const removed = living.filter(
        (content) =>
            Boolean(content.metadata.ownerReferences?.length) &&
            isTracked(content, settings) &&
            !isOperators(content, settings) &&
            !inGit.has(keyOf(content)) &&
            content.metadata.creationTimestamp < reconciledAt,
    );
    return {
        removed: removed.map(({ metadata }) => metadata.uid),
        actions: [
            ...unmark({ application, contents }),
            ...removed
                .filter(({ metadata }) => before.includes(metadata.uid))
                .flatMap((content) => remove(content, application, settings)),
        ],
    };
}

/**
 * Removes the mark from what is back in Git. That it is in Git is certain, whatever else is not.
 *
 * @param {Observation} observation
 * @returns {Action[]}
 */
export function unmark({ application, contents }) {
    const inGit = keysInGit(application);
    const back = contents.filter(
        (content) => isMarked(content) && !content.metadata.deletionTimestamp && inGit.has(keyOf(content)),
    );
    if (back.length === 0) return [];
    // Argo CD does not see that either: its health check would say "removed" until the next comparison.
    return [...back.map((content) => annotate(content, null)), { do: "refresh" }];
}

/** @param {Content} content */
const isMarked = ({ metadata }) => metadata.annotations?.[removedMark] !== undefined;

/**
 * @param {Content} content
 * @param {string | null} value
 * @param {Report} [report]
 * @returns {Action}
 */
const annotate = (content, value, report) => ({ do: "annotate", content, key: removedMark, value, report });

/**
 * @param {Content} content
 * @param {Application} application
 * @param {Settings} settings
 * @returns {Action[]}
 */
function remove(content, application, settings) {
    const { sync } = application.status ?? {};
    const revision = sync?.revision ?? sync?.revisions?.join(" ") ?? "unknown";
    const gone = `${nameOf(content)} is no longer in Git (revision ${revision.slice(0, 12)})`;
    const kept = whyKept(content, application, settings);
    if (!kept) {
        const message = `${gone}: it is deleted. To keep others like it, see ${onRemoval} in gitops/README.md.`;
        const report = /** @type {Report} */ ({ type: "Normal", reason: "DeletedAsRemovedFromGit", message });
        return [{ do: "delete", content, report }];
    }
    if (isMarked(content)) return [];
    const { namespace, name } = content.metadata;
    const message =
        `${gone}. It is kept: ${kept}. To delete it with its contents: ` +
        `kubectl --namespace ${namespace} delete ${content.kind.toLowerCase()} ${name}. ` +
        "To keep it under Argo CD, put it back into Git.";
    return [annotate(content, revision, { type: "Warning", reason: "RemovedFromGit", message })];
}

/**
 * The first of these that is set decides: the Application, the object's own annotation, Argo CD's option for it, its
 * kind.
 *
 * @param {Content} content
 * @param {Application} application
 * @param {Settings} settings
 * @returns {string | undefined} undefined if it is to be deleted.
 */
export function whyKept(content, application, { keepKinds }) {
    if (!isPruning(application)) return "this Application does not prune";
    const wish = content.metadata.annotations?.[onRemoval];
    if (wish === "delete") return undefined;
    if (wish === "keep") return `its annotation ${onRemoval} says so`;
    if (wish !== undefined)
        return `its annotation ${onRemoval} is ${JSON.stringify(wish)}, which is neither keep nor delete`;
    const prune = syncOption(content, application, "Prune");
    if (prune === "false" || prune === "confirm") return `its sync option is Prune=${prune}`;
    return keepKinds.includes(content.kind) ? `the kind ${content.kind} holds data (KEEP_KINDS)` : undefined;
}
