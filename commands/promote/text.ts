import { renderFinal, renderLosses } from "../diff/markdown/losses";
import { renderOverlay } from "../diff/markdown/overlay";
import { code } from "../diff/markdown/code";
import type { OverlayComparison } from "../diff/model";
import type { Soaked } from "./soak";

export interface Told {
    from: string;
    to: string;
    source: Soaked;
    requiredSoakTime: string;
    /** The version of Confluent Platform. */
    platform: { before: string; after: string };
    overlay: OverlayComparison;
    files: readonly string[];
    revision: { before: string; after: string } | undefined;
    /** Sentences about what was not compared. */
    notes: readonly string[];
}

/** `Promote staging to prod: Confluent Platform 8.4.0` */
export function titleOf({ from, to, platform: { before, after } }: Pick<Told, "from" | "to" | "platform">): string {
    return `Promote ${from} to ${to}${before === after ? "" : `: Confluent Platform ${after}`}`;
}

/** The text of the pull request, in Markdown. */
export function textOf(told: Told): string {
    const { from, to, source, requiredSoakTime, overlay, files, revision, notes } = told;
    const moves = revision
        ? `\`gitops.revision\` of ${to} moves from ${code(revision.before)} to ${code(revision.after)}, so merge without squashing: that commit has to stay. Then deploy ${to}: its \`pulumi up\` is what changes it.`
        : `${to} follows a branch: Argo CD deploys this once it is merged.`;
    return [
        `## ${titleOf(told)}`,
        `${from} runs ${code(source.revision.slice(0, 7))}, Healthy and Synced since ${source.since}; ${requiredSoakTime} is required.`,
        ...notes,
        renderLosses(overlay.losses, 20_000),
        ...[renderFinal(overlay.final ?? [])].filter(Boolean),
        renderOverlay(overlay),
        files.length > 0
            ? `### Taken over from ${from}\n\n${files.map((file) => `- ${code(file)}`).join("\n")}`
            : `Nothing differs in what is taken over from ${from}: only ${code("gitops")} around it has changed.`,
        `### To deploy\n\n${moves}`,
        `### To go back\n\n\`git revert\` the merge${revision ? `, and deploy ${to} again` : ""}.${overlay.final ? " Not for what is listed above." : ""}`,
    ].join("\n\n");
}
