import { age } from "../frame/age";
import type { Facts, ObjectReference } from "./facts";
import type { Finding } from "./finding";

/** An object's name for people. */
export const nameOf = ({ kind, namespace, name }: ObjectReference): string =>
    `${kind} ${namespace ? `${namespace}/` : ""}${name}`;

/** What is stuck and why, object by object, with what can be done about it. */
export function renderFindings(findings: readonly Finding[], { now, unread }: Pick<Facts, "now" | "unread">): string {
    const lines: string[] = [];
    let heading = "";
    for (const finding of findings) {
        const next = `${nameOf(finding.object)}, ${finding.doing} for ${age(finding.since, now)}`;
        if (next !== heading) lines.push("", next);
        heading = next;
        lines.push(`  ${finding.keeper}`, `    ${finding.why}`);
        if (finding.remedy)
            lines.push(`    Can be fixed here: ${describeRemedy(finding)}; ${finding.remedy.consequence}.`);
        lines.push(...finding.advice.map((command) => `    $ ${command}`));
    }
    if (unread.length > 0) lines.push("", "Could not be read:", ...unread.map((what) => `  ${what}`));
    return lines.join("\n").trimStart();
}

/** A finding's remedy as a phrase: `remove FINALIZER`. */
export function describeRemedy({ remedy }: Pick<Finding, "remedy">): string {
    if (remedy?.action === "removeFinalizer") return `remove ${remedy.finalizer}`;
    return remedy?.action === "endSync" ? "end the sync" : "approve the deletion";
}
