import { type Connection, KubernetesError } from "../../kubernetes";
import type { Ask } from "../frame/ask";
import { diagnose } from "./diagnose";
import type { Facts } from "./facts";
import { type Finding, keyOf } from "./finding";
import { Gatherer } from "./gather";
import { mend } from "./remedy";
import { describeRemedy, nameOf, renderFindings } from "./render";

export interface UnstickOptions {
    connection: Connection;
    namespace: string;
    /** Undefined where there is nobody to ask: then nothing is changed. */
    ask: Ask | undefined;
    say: (line: string) => void;
    /** How long, in milliseconds, nothing may change before waiting is given up. Default: a minute. */
    patienceMs?: number;
    /** Gets what hangs, each time that it has been looked at. Default: nobody. */
    onFindings?: (findings: readonly Finding[], facts: Facts) => void;
    /** Gets what was mended, or why it was refused. Default: nobody. */
    onMended?: (finding: Finding, refusal: string | undefined) => void;
}

const pollMs = 500;

/**
 * Finds what hangs while it is being deleted in a namespace, says why, and takes off the finalizers that nobody else
 * will take off any more.
 *
 * @returns whether nothing hangs, or nothing does any more.
 */
export async function unstick(options: UnstickOptions): Promise<boolean> {
    const gatherer = new Gatherer(options.connection);
    try {
        return await untilNothingHangs(gatherer, options);
    } finally {
        gatherer.close();
    }
}

async function untilNothingHangs(gatherer: Gatherer, options: UnstickOptions): Promise<boolean> {
    const { namespace, ask, say, patienceMs = 60_000, onFindings, onMended } = options;
    let facts = await gatherer.facts(namespace);
    let findings = diagnose(facts);
    onFindings?.(findings, facts);
    if (findings.length === 0) {
        say(facts.namespaceObject ? `Nothing hangs in namespace ${namespace}.` : `There is no namespace ${namespace}.`);
        return true;
    }
    const refused = new Set<string>();
    // What has been mended may show what was hidden behind it, so it is looked at anew, and asked about anew.
    for (const mended = new Set<string>(); ;) {
        say(`${mended.size > 0 ? "\nWhat is left:\n\n" : ""}${renderFindings(findings, facts)}`);
        const remedies = findings.filter((finding) => finding.remedy && !mended.has(keyOf(finding)));
        if (remedies.length === 0) {
            say(
                refused.size > 0
                    ? `\nRefused: ${refused.size}. Somebody who may patch these has to run this command.`
                    : "\nNothing of this is for this command to change: each line above says who acts next.",
            );
            return false;
        }
        if (!ask) {
            say("\nNothing was changed: there is no terminal to ask on. With --yes, this command would");
            for (const finding of remedies) say(`  ${describeRemedy(finding)} (${nameOf(finding.object)})`);
            return false;
        }
        const what = remedies.length === 1 ? "the one thing" : `the ${remedies.length} things`;
        if (!(await ask(`\nDo ${what} that can be mended here?`))) {
            say(mended.size > 0 ? "Nothing more was changed." : "Nothing was changed.");
            return false;
        }
        for (const finding of remedies) {
            mended.add(keyOf(finding));
            const what = `${describeRemedy(finding)} (${nameOf(finding.object)})`;
            const refusal = await mend(gatherer.api, finding).catch(refusalIn);
            say(refusal ? `refused: ${what}: ${refusal}` : `done: ${what}`);
            onMended?.(finding, refusal ?? undefined);
            if (refusal) refused.add(keyOf(finding));
        }
        if (refused.size === mended.size) continue;
        facts = await settled(gatherer, { namespace, say, patienceMs, before: findings, mended, refused });
        findings = diagnose(facts);
        onFindings?.(findings, facts);
        if (findings.length === 0) {
            say(
                facts.namespaceObject
                    ? `Nothing hangs in namespace ${namespace} any more.`
                    : `Namespace ${namespace} is gone.`,
            );
            return true;
        }
    }
}

/** What may not be done to one object may be done to another. @throws what is no such answer of the server. */
function refusalIn(error: unknown): string {
    if (error instanceof KubernetesError && error.code === 403) return error.message;
    throw error;
}

interface Settling extends Required<Pick<UnstickOptions, "namespace" | "say" | "patienceMs">> {
    before: readonly Finding[];
    mended: ReadonlySet<string>;
    /** Of these, what this user may not do. */
    refused: ReadonlySet<string>;
}

/** Waits until what was mended has had its effect: nothing hangs, or only what needs the user, or nothing moves any more. */
async function settled(gatherer: Gatherer, settling: Settling): Promise<Facts> {
    const { namespace, say, patienceMs, before, mended, refused } = settling;
    let names = namesIn(before);
    let keys = keysOf(before);
    for (let changedAt = Date.now(); ; await new Promise((wake) => setTimeout(wake, pollMs))) {
        const facts = await gatherer.facts(namespace);
        const findings = diagnose(facts);
        const now = namesIn(findings);
        for (const name of names) if (!now.has(name)) say(`gone: ${name}`);
        names = now;
        if (keysOf(findings) !== keys) changedAt = Date.now();
        keys = keysOf(findings);
        const isOver = findings.length === 0 || findings.some((one) => one.remedy && !mended.has(keyOf(one)));
        if (isOver || needsUser(findings, refused) || Date.now() - changedAt > patienceMs) return facts;
    }
}

/** Whether all that moves by itself waits in turn for something that only the user can move. */
function needsUser(findings: readonly Finding[], refused: ReadonlySet<string>): boolean {
    const rest = findings.filter(({ object }) => object.kind !== "Namespace");
    return rest.length > 0 && rest.every((one) => one.waitsFor === "user" || refused.has(keyOf(one)));
}

const namesIn = (findings: readonly Finding[]) => new Set(findings.map(({ object }) => nameOf(object)));
const keysOf = (findings: readonly Finding[]) => findings.map(keyOf).sort().join("\n");
