/** @import { Action, Application, Content, Memory, Observation, Report, Settings } from "./types.mjs" */
import { isOperators, isTracked, syncOption } from "./argoCd.mjs";
import { contentKinds, nameOf } from "./contents.mjs";

/** Argo CD's, on the Application: what asks for confirmation may be deleted. It counts if it is no older than the deletion. */
export const approvedMark = "argocd.argoproj.io/deletion-approved";
/** On the Application, set by a person: the drain may begin although other objects ask for confirmation. */
export const drainMark = "confluent-gitops/drain";
/** The Deployment that asks for confirmation, so that Argo CD's cascade waits for the drain. */
const self = "confluent-sweeper";
const mostNamed = 5;

/**
 * What to do while an Application is being deleted: deletes the contents, kind by kind, while the platform that they need
 * still exists; then lets Argo CD's cascade continue.
 *
 * @param {Observation} observation
 * @param {Settings} settings
 * @param {Memory} memory
 * @param {number} now in milliseconds since 1970
 * @returns {{ actions: Action[], says: string, reportedAt?: number | undefined }}
 */
export function drain({ application, contents }, settings, memory, now) {
    const deleted = Date.parse(application.metadata.deletionTimestamp ?? "");
    const isApproved = Date.parse(application.metadata.annotations?.[approvedMark] ?? "") >= deleted;
    const others = isApproved ? [] : askedOfOthers(application);
    const { reportedAt = deleted } = memory;
    /** @returns {{ actions: Action[], says: string, reportedAt: number }} */
    const waiting = (/** @type {string} */ says, /** @type {Action[]} */ actions, /** @type {string} */ message) => {
        const isDue = now - reportedAt >= settings.reportMs;
        const failed = memory.error ? ` The last try failed: ${memory.error}` : "";
        /** @type {Action} */
        const report = { do: "report", report: { ...warning, message: message + failed } };
        return { says, actions: [...actions, ...(isDue ? [report] : [])], reportedAt: isDue ? now : reportedAt };
    };

    if (others.length > 0) return waiting("waits for approval", [], approvalMessage(application, others));
    const isClassNeeded = contents.some((content) => isOperators(content, settings));
    const left = contents.filter((content) => isDrained(content, application, settings, deleted, isClassNeeded));
    const kind = contentKinds.find((candidate) => left.some((content) => content.kind === candidate.kind))?.kind;
    const first = left.filter((content) => content.kind === kind);
    if (first.length > 0) {
        const actions = first
            .filter(({ metadata }) => !metadata.deletionTimestamp)
            .map((content) => /** @type {Action} */ ({ do: "delete", content }));
        return waiting(`drains: ${listOf(first)}`, actions, drainMessage(first, settings));
    }
    if (isApproved) return { actions: [], says: "drained" };
    // This clock may be slow, and an approval from before the deletion would not count.
    const at = new Date(Math.max(now, deleted)).toISOString().replace(/\.\d+/, "");
    return { actions: [{ do: "approve", at }], says: "drained: the rest is Argo CD's" };
}

/** @type {Pick<Report, "type" | "reason">} */
const warning = { type: "Warning", reason: "WaitsToDelete" };

/**
 * What else asks for confirmation: a person wants to be asked, so the sweeper doesn't confirm it.
 *
 * @param {Application} application
 */
function askedOfOthers({ metadata, status }) {
    if (metadata.annotations?.[drainMark] === "approved") return [];
    return (status?.resources ?? []).filter(
        ({ kind, name, requiresDeletionConfirmation }) =>
            requiresDeletionConfirmation && !(kind === "Deployment" && name === self),
    );
}

/**
 * Everything is deleted, including what was kept or created by hand, because its platform is deleted. The exceptions are
 * what has Delete=false, and what an operator creates again for itself, which is deleted with its owner. The role bindings
 * that the operator has created for its components are deleted with them, in the cascade, which deletes components before
 * their Kafka. They need the KafkaRestClass that leads to that Kafka, which is deleted in the cascade or with the namespace.
 *
 * @param {Content} content
 * @param {Application} application
 * @param {Settings} settings
 * @param {number} deleted
 * @param {boolean} isClassNeeded
 */
function isDrained(content, application, settings, deleted, isClassNeeded) {
    const { ownerReferences = [], creationTimestamp } = content.metadata;
    if (isOperators(content, settings) || (content.kind === "KafkaRestClass" && isClassNeeded)) return false;
    const isMadeSince =
        ownerReferences.length > 0 && !isTracked(content, settings) && Date.parse(creationTimestamp) > deleted;
    return !isMadeSince && syncOption(content, application, "Delete") !== "false";
}

/** @param {readonly Content[]} contents */
function listOf(contents) {
    const names = contents.slice(0, mostNamed).map(nameOf).join(", ");
    return contents.length > mostNamed ? `${names} and ${contents.length - mostNamed} more` : names;
}

/** @returns {string} */
function drainMessage(/** @type {Content[]} */ contents, /** @type {Settings} */ { application }) {
    const [content] = contents;
    if (!content) return "";
    const { kind, metadata } = content;
    return (
        `${application.name} is being deleted and waits until the operator has deleted ${listOf(contents)}; ` +
        `held by ${metadata.finalizers?.join(", ") ?? "nothing"}. If the operator or its Kafka is gone: ` +
        `kubectl --namespace ${metadata.namespace} patch ${kind.toLowerCase()} ${metadata.name} --type merge ` +
        `--patch '{"metadata":{"finalizers":null}}'.`
    );
}

/** @returns {string} */
function approvalMessage(
    /** @type {Application} */ { metadata: { namespace, name } },
    /** @type {{ kind: string, name: string }[]} */ others,
) {
    const asking = others.slice(0, mostNamed).map((other) => `${other.kind} ${other.name}`);
    return (
        `${name} is being deleted, and ${asking.join(", ")} asks for confirmation. To delete everything, with all ` +
        `topics and schemas: kubectl --namespace ${namespace} annotate application ${name} ${drainMark}=approved.`
    );
}
