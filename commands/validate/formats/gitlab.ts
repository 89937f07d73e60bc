import type { Report } from "../shape";
import { fingerprintsOf } from "./fingerprint";

/**
 * A code quality report, which GitLab shows in a merge request
 * (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format).
 */
export function gitlab({ findings }: Report): string {
    const fingerprints = fingerprintsOf(findings);
    const issues = findings.map((finding, index) => ({
        description: `${finding.why}; do: ${finding.fix}`,
        check_name: finding.rule,
        fingerprint: fingerprints[index],
        severity: finding.severity === "error" ? "major" : "minor",
        location: { path: finding.file, lines: { begin: finding.line } },
    }));
    return JSON.stringify(issues, null, 2);
}
