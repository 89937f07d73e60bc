// What Argo CD does not see: an object with an owner is neither pruned when it is removed from Git, nor deleted with its
// Application (docs/adr/0008). This looks after both. `plan.mjs` says what to do; here it is done, again and again.
/** @import { Memory } from "./types.mjs" */
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { nameOf } from "./contents.mjs";
import { openCluster } from "./cluster.mjs";
import { plan } from "./plan.mjs";
import { readSettings } from "./settings.mjs";

/** Failed looks in a row after which it ends: the kubelet starts it again, and Argo CD shows that. */
const mostFailures = 20;

// As process 1 of a container it would otherwise not end before it is killed.
process.on("SIGTERM", () => process.exit(0));

const settings = readSettings(process.env);
const cluster = openCluster(process.env, settings);
/** @type {Memory} */
let memory = { removed: [] };
let said = "";

for (let failures = 0; failures < mostFailures; await setTimeout(settings.pollMs)) {
    try {
        await look();
        failures = 0;
    } catch (error) {
        failures += 1;
        say(messageOf(error));
    }
}
process.exit(1);

async function look() {
    const observation = await cluster.observe();
    if (!observation) {
        memory = { removed: [] };
        say(`looks on: there is no Application ${settings.application.namespace}/${settings.application.name}`);
        return;
    }
    const { actions, memory: next, says } = plan(observation, settings, memory, Date.now());
    memory = next;
    say(says);
    for (const action of actions) {
        say(
            `${action.do} ${"content" in action ? nameOf(action.content) : "message" in action ? action.message : action.at}`,
        );
        try {
            await cluster.act(action, observation.application);
        } catch (error) {
            // Looked at anew, it is decided anew. The next report says so.
            memory = { ...memory, error: messageOf(error) };
            say(messageOf(error));
        }
    }
}

/** Says a thing once, until there is another. */
function say(/** @type {string} */ line) {
    if (line !== said) process.stdout.write(`${new Date().toISOString()} ${line}\n`);
    said = line;
}

/** @returns {string} */
function messageOf(/** @type {unknown} */ error) {
    if (!(error instanceof Error)) return String(error);
    return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
