import type { Report } from "../shape";
import { fingerprintOf } from "./fingerprint";

/** A report of code quality, which GitLab shows in a merge request (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format). */
export function gitlab({ findings }: Report): string {
    const issues = findings.map((finding) => ({
        description: `${finding.why}; do: ${finding.fix}`,
        check_name: finding.rule,
        fingerprint: fingerprintOf(finding),
        severity: finding.severity === "error" ? "major" : "minor",
        location: { path: finding.file, lines: { begin: finding.line } },
    }));
    return JSON.stringify(issues, null, 2);
}
