import type { Facts } from "./facts";
import type { Finding } from "./finding";
import { describeRemedy, nameOf } from "./render";
import type { Report } from "./shape";

/** A report as JSON that is kept up to date, and what updates it. */
export function watch(namespace: string, server: string) {
    const report: Report = { version: 1, namespace, server, isFree: false, findings: [], done: [], unread: [] };
    return {
        report,
        onFindings: (findings: readonly Finding[], { unread }: Pick<Facts, "unread">): void => {
            report.findings = findings.map(({ remedy, ...finding }) => ({
                ...finding,
                remedy: remedy ? describeRemedy({ remedy }) : null,
                consequence: remedy?.consequence ?? null,
            }));
            report.unread = unread;
        },
        onMended: (finding: Finding, refusal: string | undefined): void => {
            const { object } = finding;
            report.done.push({ what: describeRemedy(finding), object: nameOf(object), refused: refusal ?? null });
        },
    };
}
