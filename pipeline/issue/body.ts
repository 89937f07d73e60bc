import type { Check, Side } from "../drift";
import { cutMarkdown, fenced } from "../text";

/** Identifies the issue about drift. Readers don't see it. */
export const marker = "<!-- confluent-gitops: drift -->";

const names = { infrastructure: "Infrastructure", workload: "Workload" } as const;
type SideName = keyof typeof names;
const sides = Object.keys(names) as SideName[];

/** What to do about drift on each side. */
const advice: Record<SideName, string> = {
    infrastructure:
        "Somebody, or AWS, changed it outside Pulumi. To revert it: run Deploy for this stack, or `pulumi up --refresh`; " +
        "without --refresh it stays. To keep it: change the program or the stack's file until `pulumi preview --refresh` " +
        "says nothing.",
    workload: "Argo CD reports this itself; its page, or `kubectl -n argocd describe application`, shows more.",
};

/** A stack's sides that have drifted, in one line: `eks (infrastructure, workload)`. */
const titleOf = ({ stack, ...of }: Check): string[] => {
    const adrift = sides.filter((name) => of[name].state === "drift");
    return adrift.length > 0 ? [`${stack} (${adrift.join(", ")})`] : [];
};

/** The title. */
export const renderTitle = (checks: readonly Check[]): string => `Drift: ${checks.flatMap(titleOf).join(", ")}`;

/**
 * The text, as Markdown: each stack that is not clean, with what was found, and what could not be checked.
 *
 * @param run URL of the run
 * @param limit its maximum length, in characters
 */
export function renderBody(checks: readonly Check[], run: string, limit: number): string {
    const sections = checks.flatMap((check) =>
        sides.flatMap((name) => sectionOf(`${check.stack}: ${names[name].toLowerCase()}`, check[name], advice[name])),
    );
    const foot = `\n\n---\n\n_Kept up to date by [the last check](${run}), which closes it when the drift is gone._\n`;
    const top = `${marker}\nWhat is running is not what was deployed.\n\n`;
    return top + cutMarkdown(sections.join("\n\n"), limit - top.length - foot.length) + foot;
}

function sectionOf(title: string, side: Side, what: string): string[] {
    if (side.state === "clean") return [];
    if (side.state === "drift") return [`## ${title}\n\n${side.found}\n\n${what}`];
    return [`## ${title}: not known\n\nThe check itself failed:\n\n${fenced(side.why)}`];
}
