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
    /** Undefined if nobody can be asked: then nothing is changed. */
    ask: Ask | undefined;
    say: (line: string) => void;
    /** How long to wait without any change before giving up, in milliseconds. Default: a minute. */
    patienceMs?: number;
    /** Receives what is stuck, after each look. Default: ignored. */
    onFindings?: (findings: readonly Finding[], facts: Facts) => void;
    /** Receives what was fixed, or why it was refused. Default: ignored. */
    onMended?: (finding: Finding, refusal: string | undefined) => void;
}

const pollMs = 500;

/**
 * Finds what is stuck while it is being deleted in a namespace, explains why, and removes the finalizers that nothing else
 * will remove.
 *
 * @returns whether nothing is stuck, or nothing is any more
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
        say(
            facts.namespaceObject
                ? `Nothing is stuck in namespace ${namespace}.`
                : `There is no namespace ${namespace}.`,
        );
        return true;
    }
    const refused = new Set<string>();
    // A fix may reveal what was hidden behind it, so this looks again, and asks again.
    for (const mended = new Set<string>(); ;) {
        say(`${mended.size > 0 ? "\nWhat is left:\n\n" : ""}${renderFindings(findings, facts)}`);
        const remedies = findings.filter((finding) => finding.remedy && !mended.has(keyOf(finding)));
        if (remedies.length === 0) {
            say(
                refused.size > 0
                    ? `\nRefused: ${refused.size}. This command has to be run by somebody who may patch these.`
                    : "\nThis command can't change any of this: each line above says who has to act next.",
            );
            return false;
        }
        if (!ask) {
            say("\nNothing was changed: there is no terminal to ask on. With --yes, this command would");
            for (const finding of remedies) say(`  ${describeRemedy(finding)} (${nameOf(finding.object)})`);
            return false;
        }
        const what = remedies.length === 1 ? "the one thing" : `the ${remedies.length} things`;
        if (!(await ask(`\nDo ${what} that can be fixed here?`))) {
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
                    ? `Nothing is stuck in namespace ${namespace} any more.`
                    : `Namespace ${namespace} is gone.`,
            );
            return true;
        }
    }
}

/** A user may be allowed to change one object and not another. @throws any other error */
function refusalIn(error: unknown): string {
    if (error instanceof KubernetesError && error.code === 403) return error.message;
    throw error;
}

interface Settling extends Required<Pick<UnstickOptions, "namespace" | "say" | "patienceMs">> {
    before: readonly Finding[];
    mended: ReadonlySet<string>;
    /** Which of these this user may not do. */
    refused: ReadonlySet<string>;
}

/** Waits until the fixes have taken effect: nothing is stuck, or only what needs the user, or nothing changes any more. */
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

/** Whether everything that changes by itself waits for something that only the user can change. */
function needsUser(findings: readonly Finding[], refused: ReadonlySet<string>): boolean {
    const rest = findings.filter(({ object }) => object.kind !== "Namespace");
    return rest.length > 0 && rest.every((one) => one.waitsFor === "user" || refused.has(keyOf(one)));
}

const namesIn = (findings: readonly Finding[]) => new Set(findings.map(({ object }) => nameOf(object)));
const keysOf = (findings: readonly Finding[]) => findings.map(keyOf).sort().join("\n");
