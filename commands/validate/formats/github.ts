import type { Finding, Report } from "../shape";
import { summary } from "./text";

/**
 * Workflow commands, which GitHub shows at the lines of a pull request
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands), followed by what was checked.
 */
export const github = (report: Report): string => [...report.findings.map(command), summary(report)].join("\n");

function command({ severity, file, line, rule, why, fix }: Finding): string {
    const properties = Object.entries({ file, line: String(line), title: rule })
        .map(([key, value]) => `${key}=${ofProperty(value)}`)
        .join(",");
    return `::${severity} ${properties}::${ofMessage(`${why}\nDo: ${fix}`)}`;
}

/** As in the toolkit's own escaping (actions/toolkit, packages/core/src/command.ts). */
const ofMessage = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const ofProperty = (text: string): string => ofMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
