/** @import { Settings } from "./types.mjs" */
import { contentKinds } from "./contents.mjs";

/**
 * Reads the Deployment's environment.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {Settings}
 * @throws Error that names the variable, its value and what is allowed.
 */
export function readSettings(env) {
    const kinds = contentKinds.map(({ kind }) => kind);
    const keepKinds = (env.KEEP_KINDS ?? "").split(",").map((kind) => kind.trim());
    const named = keepKinds.filter(Boolean);
    const unknown = named.find((kind) => !kinds.includes(kind));
    if (unknown) throw new Error(`KEEP_KINDS has ${unknown}: allowed are ${kinds.join(", ")}, separated by commas`);
    return {
        application: { namespace: text(env, "APPLICATION_NAMESPACE"), name: text(env, "APPLICATION_NAME") },
        keepKinds: named,
        trackingLabel: env.TRACKING_LABEL || undefined,
        pollMs: seconds(env, "POLL_SECONDS") * 1000,
        teamsMs: seconds(env, "TEAMS_SECONDS") * 1000,
        reportMs: seconds(env, "REPORT_SECONDS") * 1000,
    };
}

/** @returns {string} */
function text(/** @type {Record<string, string | undefined>} */ env, /** @type {string} */ name) {
    const value = env[name];
    if (!value) throw new Error(`${name} is not set`);
    return value;
}

/** @returns {number} */
function seconds(/** @type {Record<string, string | undefined>} */ env, /** @type {string} */ name) {
    const value = Number(env[name]);
    if (!(value > 0)) throw new Error(`${name} is ${env[name] ?? "not set"}: allowed is a number of seconds above 0`);
    return value;
}
