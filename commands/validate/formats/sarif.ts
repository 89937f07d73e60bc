import { sentenceOf } from "../rules";
import type { Report } from "../shape";
import { fingerprintsOf } from "./fingerprint";

/** SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/) for code scanning and editors. */
export function sarif({ findings }: Report): string {
    const ids = [...new Set(findings.map(({ rule }) => rule))].sort();
    const rules = ids.map((id) => ({ id, shortDescription: { text: sentenceOf(id) } }));
    const fingerprints = fingerprintsOf(findings);
    const results = findings.map((finding, index) => ({
        ruleId: finding.rule,
        ruleIndex: ids.indexOf(finding.rule),
        level: finding.severity,
        message: { text: `${finding.why}; do: ${finding.fix}` },
        locations: [
            {
                physicalLocation: {
                    artifactLocation: { uri: encodeURI(finding.file) },
                    region: { startLine: finding.line },
                },
            },
        ],
        partialFingerprints: { "confluentGitops/v1": fingerprints[index] },
    }));
    const log = {
        version: "2.1.0",
        $schema: "https://json.schemastore.org/sarif-2.1.0.json",
        runs: [
            { tool: { driver: { name: "confluent-gitops validate", rules } }, columnKind: "utf16CodeUnits", results },
        ],
    };
    return JSON.stringify(log, null, 2);
}
