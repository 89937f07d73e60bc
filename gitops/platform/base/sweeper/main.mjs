// What Argo CD does not see: an object with an owner is neither pruned when it is removed from Git, nor deleted with its
// Application (docs/adr/0008). This looks after both. `plan.mjs` says what to do; here it is done, again and again.
/** @import { Action, Application, Memory } from "./types.mjs" */
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { nameOf } from "./contents.mjs";
import { openCluster } from "./cluster.mjs";
import { plan } from "./plan.mjs";
import { readSettings } from "./settings.mjs";

/** Failed looks in a row after which it ends: the kubelet starts it again, and Argo CD shows that. */
const mostFailures = 60;

// As process 1 of a container it would otherwise not end before it is killed.
process.on("SIGTERM", () => process.exit(0));

const settings = readSettings(process.env);
const cluster = openCluster(process.env, settings);
/** @type {Memory} */
let memory = { removed: [] };
/** Version of the Application for which there is nothing more to do. */
let done = "";
/** What was said last, by what it is about. */
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

async function look() {
    // First what is in Git: what is younger than that is seen to be so.
    const application = await cluster.application();
    if (!application) {
        memory = { removed: [] };
        say(
            "state",
            `looks on: there is no Application ${settings.application.namespace}/${settings.application.name}`,
        );
        return "later";
    }
    if (application.metadata.resourceVersion === done) return "later";
    const observation = { application, contents: await cluster.contents() };
    const { actions, memory: left, says, next } = plan(observation, settings, memory, Date.now());
    memory = left;
    done = next === "whenChanged" ? application.metadata.resourceVersion : "";
    say("state", says);
    for (const action of actions) await act(action, application);
    return next;
}

async function act(/** @type {Action} */ action, /** @type {Application} */ application) {
    try {
        await cluster.act(action, application);
        print(`${action.do} ${wordsOf(action)}`);
        if ("content" in action && action.report) {
            await cluster.act({ do: "report", report: action.report }, application);
        }
    } catch (error) {
        // Looked at anew, it is decided anew. The next report says so.
        memory = { ...memory, error: messageOf(error) };
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

/** Says a thing once, until there is another about the same. */
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
