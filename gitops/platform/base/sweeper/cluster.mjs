/** @import { Action, Application, Content, Settings } from "./types.mjs" */
/* global fetch, AbortSignal */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contentKinds, group, version } from "./contents.mjs";
import { approvedMark } from "./drain.mjs";

const timeoutMs = 15_000;
const component = "confluent-sweeper";
/** On a team's Application: components/gitOpsTeams sets it. */
const teamLabel = "confluent-gitops/team";
const json = "application/json";
/** Specs and status aren't read. https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches */
const metadataAlone = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
/** On the Application; Argo CD removes it after the refresh. */
const refreshMark = "argocd.argoproj.io/refresh";

/** @typedef {{ body?: object, type?: string, accept?: string, mayBeForbidden?: boolean }} Request */
/** @typedef {(method: string, path: string, request?: Request) => Promise<{ code: number, text: string }>} Ask */

/**
 * The cluster that this runs in.
 *
 * @param {Record<string, string | undefined>} env as Kubernetes sets it for a pod
 * @param {Settings} settings
 */
export function openCluster(env, { application }) {
    const folder = env.SERVICE_ACCOUNT_DIR ?? "/var/run/secrets/kubernetes.io/serviceaccount";
    const host = env.KUBERNETES_SERVICE_HOST ?? "kubernetes.default.svc";
    const url = `https://${host.includes(":") ? `[${host}]` : host}:${env.KUBERNETES_SERVICE_PORT ?? 443}`;
    const read = (/** @type {string} */ name) => readFileSync(join(folder, name), "utf8").trim();
    const namespace = read("namespace");

    /** @type {Ask} */
    const ask = async (method, path, { body, type = json, accept = json, mayBeForbidden = false } = {}) => {
        // The kubelet renews the token, so it is read each time.
        const headers = { authorization: `Bearer ${read("token")}`, "content-type": type, accept };
        const signal = AbortSignal.timeout(timeoutMs);
        const answer = await fetch(url + path, {
            method,
            headers,
            signal,
            ...(body && { body: JSON.stringify(body) }),
        });
        const text = await answer.text();
        const isAnswer = answer.ok || answer.status === 404 || (mayBeForbidden && answer.status === 403);
        if (!isAnswer) throw new Error(`${method} ${path}: HTTP ${answer.status}: ${text}`);
        return { code: answer.status, text };
    };
    return {
        /** @returns {Promise<Application | undefined>} undefined if it doesn't exist. */
        application: async (/** @type {string} */ name) => {
            const { code, text } = await ask("GET", applicationPath({ ...application, name }));
            return code === 404 ? undefined : /** @type {Application} */ (parse(text));
        },
        /**
         * The metadata of teams' Applications, of which there may be hundreds. None if the stack has no teams, and therefore no
         * permission to list them.
         *
         * @returns {Promise<{ name: string, resourceVersion: string }[]>}
         */
        teams: async () => {
            const path = `${applicationPath({ ...application, name: "" })}?labelSelector=${teamLabel}`.replace(
                "/?",
                "?",
            );
            const { code, text } = await ask("GET", path, { accept: metadataAlone, mayBeForbidden: true });
            if (code !== 200) return [];
            return itemsOf(/** @type {List<Application>} */ (parse(text))).map(({ metadata }) => metadata);
        },
        /** @returns {Promise<Content[]>} */
        contents: async () => (await Promise.all(contentKinds.map((kind) => listOf(ask, namespace, kind)))).flat(),
        /** @returns {Promise<void>} */
        act: async (/** @type {Action} */ action, /** @type {Application} */ of) => {
            const { method, path, body, type } = requestOf(action, of);
            const { code, text } = await ask(method, path, { body, type });
            // Gone meanwhile is as good as deleted.
            if (code === 404 && action.do !== "delete") throw new Error(`${method} ${path}: HTTP 404: ${text}`);
        },
    };
}

/** @returns {Promise<Content[]>} none if the kind is not served, as with an older CFK. */
async function listOf(
    /** @type {Ask} */ ask,
    /** @type {string} */ namespace,
    /** @type {{ kind: string, plural: string }} */ { kind, plural },
) {
    const { code, text } = await ask("GET", contentsPath(namespace, plural), { accept: metadataAlone });
    if (code === 404) return [];
    return itemsOf(/** @type {List<Content>} */ (parse(text))).map((item) => ({ ...item, kind }));
}

/**
 * @template T
 * @typedef {{ items: T[] | null }} List An API server writes an empty PartialObjectMetadataList with null for its items.
 */

/**
 * @template T
 * @param {List<T>} list
 * @returns {T[]}
 */
const itemsOf = ({ items }) => items ?? [];

/** @type {(text: string) => unknown} */
const parse = (text) => JSON.parse(text);

const merge = { method: "PATCH", type: "application/merge-patch+json" };

/**
 * @param {Action} action
 * @param {Application} application
 * @returns {{ method: string, path: string, body: object, type?: string }}
 */
function requestOf(action, application) {
    const { namespace, name, uid } = application.metadata;
    switch (action.do) {
        case "delete": {
            const { resourceVersion, uid } = action.content.metadata;
            // Not if it has changed since it was read.
            const body = { preconditions: { uid, resourceVersion } };
            return { method: "DELETE", path: contentPath(action.content), body };
        }
        case "annotate": {
            const body = { metadata: { annotations: { [action.key]: action.value } } };
            return { ...merge, path: contentPath(action.content), body };
        }
        case "approve": {
            const body = { metadata: { uid, annotations: { [approvedMark]: action.at } } };
            return { ...merge, path: applicationPath({ namespace, name }), body };
        }
        case "refresh": {
            const body = { metadata: { annotations: { [refreshMark]: "normal" } } };
            return { ...merge, path: applicationPath({ namespace, name }), body };
        }
        case "report": {
            const time = new Date().toISOString().replace(/\.\d+/, "");
            const { type, reason, message } = action.report;
            const body = {
                apiVersion: "v1",
                kind: "Event",
                metadata: { generateName: `${name}.`, namespace },
                involvedObject: { apiVersion: "argoproj.io/v1alpha1", kind: "Application", namespace, name, uid },
                ...{ type, reason, message, count: 1, firstTimestamp: time, lastTimestamp: time },
                source: { component },
                reportingComponent: component,
            };
            return { method: "POST", path: `/api/v1/namespaces/${namespace}/events`, body };
        }
    }
}

/** @returns {string} */
const applicationPath = (/** @type {Settings["application"]} */ { namespace, name }) =>
    `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/applications/${name}`;

/** @returns {string} */
const contentsPath = (/** @type {string} */ namespace, /** @type {string} */ plural) =>
    `/apis/${group}/${version}/namespaces/${namespace}/${plural}`;

/** @returns {string} */
function contentPath(/** @type {Content} */ { kind, metadata }) {
    const { plural = "" } = contentKinds.find((candidate) => candidate.kind === kind) ?? {};
    return `${contentsPath(metadata.namespace, plural)}/${metadata.name}`;
}
