/** @import { Application, Content, Settings } from "./types.mjs" */
import { group } from "./contents.mjs";

const phasesUnderWay = ["Running", "Terminating"];
/** Conditions with which the comparison itself can't be trusted. */
const doubtful = ["ComparisonError", "InvalidSpecError", "UnknownError"];
const cascade = "resources-finalizer.argocd.argoproj.io";

/**
 * Why an Application's status can't be relied on for now; undefined if it shows what is in Git.
 *
 * @param {Application} application
 * @returns {string | undefined}
 */
export function doubtOf({ spec, status, operation }) {
    const { sync, operationState, reconciledAt, conditions = [] } = status ?? {};
    if (!reconciledAt || !sync || !["Synced", "OutOfSync"].includes(sync.status)) {
        return `its sync status is ${sync?.status ?? "not there yet"}`;
    }
    const condition = conditions.find(({ type }) => doubtful.includes(type));
    if (condition) return `it has a ${condition.type}`;
    if (operation || phasesUnderWay.includes(operationState?.phase ?? "")) return "an operation is under way";
    // A comparison from before an operation doesn't contain what the operation has just created.
    if (operationState?.finishedAt && reconciledAt < operationState.finishedAt) return "it was not compared since";
    const { source: compared } = sync.comparedTo ?? {};
    /** @type {("repoURL" | "path" | "targetRevision")[]} */
    const fields = ["repoURL", "path", "targetRevision"];
    if (compared && fields.some((field) => compared[field] !== spec?.source?.[field])) return "its source has changed";
    // As with Argo CD's own pruning: a commit that leaves nothing is a mistake, not a wish.
    if (keysInGit({ status }).size === 0) return "nothing is in Git";
    return undefined;
}

/**
 * What an Application has in Git, by `keyOf`.
 *
 * @param {Pick<Application, "status">} application
 */
export function keysInGit({ status }) {
    const inGit = (status?.resources ?? []).filter(({ requiresPruning }) => !requiresPruning);
    return new Set(
        inGit.map((resource) => key(resource.group ?? "", resource.kind, resource.namespace, resource.name)),
    );
}

/** @param {Content} content */
export const keyOf = ({ kind, metadata }) => key(group, kind, metadata.namespace, metadata.name);

/** As in Argo CD's tracking id (its util/argo/resource_tracking.go), without the Application's name. */
const key = (/** @type {(string | undefined)[]} */ ...[group, kind, namespace, name]) =>
    `${group}/${kind}:${namespace}/${name}`;

/**
 * Whether an Application made an object, and not an operator that copied its annotations to another.
 *
 * @param {Content} content
 * @param {Settings} settings
 */
export function isTracked(content, { application, trackingLabel }) {
    const { annotations = {}, labels = {} } = content.metadata;
    // A hook is run, not kept.
    if (annotations["argocd.argoproj.io/hook"]) return false;
    const id = annotations["argocd.argoproj.io/tracking-id"];
    if (id !== undefined) return id === `${application.name}:${keyOf(content)}`;
    return trackingLabel !== undefined && labels[trackingLabel] === application.name;
}

/**
 * Whether a role binding is one that CFK creates for a component under RBAC, by the names that it gives them,
 * `internal-connect-0` (Confluent: known issues of CFK), and not in Git under such a name. If one is deleted while its
 * component exists, CFK creates it again. A label proves nothing: operators copy labels to what they create.
 *
 * @param {Content} content
 * @param {Settings} settings
 */
export const isOperators = (content, settings) =>
    content.kind === "ConfluentRolebinding" &&
    /^internal-.+-\d+$/.test(content.metadata.name) &&
    !isTracked(content, { ...settings, trackingLabel: undefined });

/**
 * Argo CD's sync option for an object, such as `false` for `Prune=false`: its own, otherwise the Application's.
 *
 * @param {Content} content
 * @param {Application} application
 * @param {"Prune" | "Delete"} option
 * @returns {string | undefined}
 */
export function syncOption({ metadata }, { spec }, option) {
    const own = (metadata.annotations?.["argocd.argoproj.io/sync-options"] ?? "").split(",");
    const [found] = [...own, ...(spec?.syncPolicy?.syncOptions ?? [])]
        .map((text) => text.trim().split("="))
        .filter(([name]) => name === option);
    return found?.[1];
}

/**
 * Whether Argo CD prunes by itself.
 *
 * @param {Application} application
 */
export function isPruning({ spec }) {
    const { prune = false, enabled = true } = spec?.syncPolicy?.automated ?? {};
    return prune && enabled;
}

/**
 * Whether an Application is being deleted together with what it made.
 *
 * @param {Application} application
 */
export function isCascading({ metadata: { deletionTimestamp, finalizers = [] } }) {
    return Boolean(deletionTimestamp) && finalizers.some((finalizer) => finalizer.startsWith(cascade));
}
