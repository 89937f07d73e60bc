// What Argo CD does not see: an object with an owner is neither pruned when it is removed from Git, nor deleted with its
// Application (docs/adr/0008). This looks after both. `plan.mjs` says what to do; here it is done, again and again.
/** @import { Action, Application, Content, Memory, Settings } from "./types.mjs" */
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { nameOf } from "./contents.mjs";
import { openCluster } from "./cluster.mjs";
import { plan } from "./plan.mjs";
import { readSettings } from "./settings.mjs";

/** After this many failed attempts in a row, it exits: the kubelet restarts it, and Argo CD shows that. */
const mostFailures = 60;

// As process 1 of a container, it would otherwise not exit until it is killed.
process.on("SIGTERM", () => process.exit(0));

const settings = readSettings(process.env);
const cluster = openCluster(process.env, settings);
/** @typedef {{ settings: Settings, memory: Memory, done: string }} Watched */

/** The platform's Application. */
const platform = watch(settings);
/** Those of teams, by name. @type {Map<string, Watched>} */
const teams = new Map();
/** When those are looked at again. */
let teamsAt = 0;
/** The last message about each subject. */
const said = { state: "", failure: "" };

for (let failures = 0; failures < mostFailures;) {
    let pause = settings.pollMs;
    try {
        if ((await look()) === "soon") pause /= 2;
        failures = 0;
    } catch (error) {
        failures += 1;
        say("failure", messageOf(error));
    }
    await setTimeout(pause);
}
process.exit(1);

/** @returns {Watched} */
function watch(/** @type {Settings} */ of) {
    // Of `done`: the version of the Application for which there is nothing more to do.
    return { settings: of, memory: { removed: [] }, done: "" };
}

async function look() {
    const [next = "later"] = await lookAt([platform]);
    if (Date.now() >= teamsAt) {
        await lookAtTeams();
        teamsAt = Date.now() + settings.teamsMs;
    }
    return next;
}

async function lookAtTeams() {
    const there = await cluster.teams();
    for (const name of teams.keys()) if (!there.some((team) => team.name === name)) teams.delete(name);
    /** @type {Watched[]} */
    const changed = [];
    for (const { name, resourceVersion } of there) {
        const application = { ...settings.application, name };
        const team = teams.get(name) ?? watch({ ...settings, application, isTeam: true });
        teams.set(name, team);
        if (team.done !== resourceVersion) changed.push(team);
    }
    await lookAt(changed);
}

/**
 * Reads the contents once for all of them, because every commit changes the Applications of all teams.
 *
 * @returns what each says of the next look
 */
async function lookAt(/** @type {Watched[]} */ all) {
    // What is in Git is read first, so that newer objects are recognized as newer.
    /** @type {(Application | undefined)[]} */
    const applications = [];
    for (const { settings } of all) applications.push(await cluster.application(settings.application.name));
    const isNew = applications.map((one, at) => one && one.metadata.resourceVersion !== all[at]?.done);
    const contents = isNew.includes(true) ? await cluster.contents() : [];
    /** @type {("soon" | "later" | "whenChanged")[]} */
    const next = [];
    for (const [at, watched] of all.entries()) next.push(await lookAtOne(watched, applications[at], contents));
    return next;
}

async function lookAtOne(
    /** @type {Watched} */ watched,
    /** @type {Application | undefined} */ application,
    /** @type {Content[]} */ contents,
) {
    const { settings } = watched;
    if (!application) {
        watched.memory = { removed: [] };
        sayOf(
            watched,
            `looks on: there is no Application ${settings.application.namespace}/${settings.application.name}`,
        );
        return "later";
    }
    if (application.metadata.resourceVersion === watched.done) return "later";
    const { actions, memory: left, says, next } = plan({ application, contents }, settings, watched.memory, Date.now());
    watched.memory = left;
    watched.done = next === "whenChanged" ? application.metadata.resourceVersion : "";
    sayOf(watched, says);
    for (const action of actions) await act(action, application, watched);
    return next;
}

/** Only for the platform: a hundred teams would say the same a hundred times. */
function sayOf(/** @type {Watched} */ { settings: { isTeam } }, /** @type {string} */ line) {
    if (!isTeam) say("state", line);
}

async function act(
    /** @type {Action} */ action,
    /** @type {Application} */ application,
    /** @type {Watched} */ watched,
) {
    try {
        await cluster.act(action, application);
        print(`${action.do} ${wordsOf(action)}`);
        if ("content" in action && action.report) {
            await cluster.act({ do: "report", report: action.report }, application);
        }
    } catch (error) {
        // The next look decides again. The next report says so.
        watched.memory = { ...watched.memory, error: messageOf(error) };
        say("failure", messageOf(error));
    }
}

/** @returns {string} */
function wordsOf(/** @type {Action} */ action) {
    switch (action.do) {
        case "delete":
            return nameOf(action.content);
        case "annotate":
            return `${nameOf(action.content)} ${action.key}=${action.value ?? "(none)"}`;
        case "approve":
            return action.at;
        case "refresh":
            return "";
        case "report":
            return action.report.message;
    }
}

/** Prints a message once, until there is a different one about the same subject. */
function say(/** @type {"state" | "failure"} */ about, /** @type {string} */ line) {
    if (line !== said[about]) print(line);
    said[about] = line;
}

function print(/** @type {string} */ line) {
    process.stdout.write(`${new Date().toISOString()} ${line}\n`);
}

/** @returns {string} */
function messageOf(/** @type {unknown} */ error) {
    if (!(error instanceof Error)) return String(error);
    return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
