import assert from "node:assert/strict";
import { z } from "zod";
import { formats } from "../../../../commands/validate/formats";
import { allRules, listOfRules } from "../../../../commands/validate/rules";
import type { Finding, Report } from "../../../../commands/validate/shape";
import { checkShape } from "../../../shape";

const overlay = "gitops/platform/overlays/eks";
const finding: Finding = {
    rule: "replication",
    severity: "error",
    file: "gitops/platform/base/kafka with space.yaml",
    line: 7,
    object: "Kafka/kafka",
    why: "has 100% of: a, b",
    fix: "set it",
    overlays: [overlay],
};
const report: Report = {
    version: 1,
    overlays: [{ path: overlay, stacks: ["eks"], assumedKinds: [], objects: 7 }],
    schemas: { by: "API server", source: "a chart", unchecked: ["cert-manager.io/Issuer"] },
    findings: [finding, { ...finding, rule: "note", severity: "warning", line: 1, object: null }],
};
const nothing: Report = { ...report, schemas: { by: null, source: null, unchecked: ["Service"] }, findings: [] };

describe("a report of validate", () => {
    it("is printed for people by file and line, with what was not checked", () => {
        const lines = formats.text(report).split("\n");
        assert.deepEqual(lines.slice(0, 2), [
            "gitops/platform/base/kafka with space.yaml:7: has 100% of: a, b [replication]",
            "      do: set it",
        ]);
        assert.match(lines[2] ?? "", /^gitops\S* with space\.yaml:1: warning: /);
        assert.match(formats.text(report), /1 overlay: 1 error, 1 warning\.[^]*checked for the stack eks/);
        assert.match(formats.text(report), /Not checked, because there is no schema: cert-manager\.io\/Issuer\./);
        assert.match(formats.text(nothing), /Schemas were not checked: .*npm run tools/);
        const bySchemas: Report = { ...report, schemas: { ...report.schemas, by: "JSON schemas" } };
        assert.match(
            formats.text(bySchemas),
            /against the JSON schemas in the CRDs of a chart\. .*npm run tools builds, also checks CEL rules/,
        );
        assert.match(formats.text(report), /strict dry run by the API server, with the CRDs of a chart/);
    });

    it("is workflow commands to GitHub, with what would end them escaped", () => {
        const [first = "", second = ""] = formats.github(report).split("\n");
        assert.equal(
            first,
            "::error file=gitops/platform/base/kafka with space.yaml,line=7,title=replication::has 100%25 of: a, b%0ADo: set it",
        );
        assert.match(second, /^::warning file=[^:]*,line=1,title=note::/);
        const odd = { ...report, findings: [{ ...finding, file: "a:b,c.yaml" }] };
        assert.match(formats.github(odd), /^::error file=a%3Ab%2Cc\.yaml,line=7,/);
        assert.doesNotMatch(formats.github(nothing), /^::/m);
    });

    /** https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
    const codeQuality = z.array(
        z.strictObject({
            description: z.string().min(1),
            check_name: z.string().min(1),
            fingerprint: z.string().min(1),
            severity: z.enum(["info", "minor", "major", "critical", "blocker"]),
            location: z.strictObject({
                path: z.string().regex(/^[^./]/),
                lines: z.strictObject({ begin: z.int().min(1) }),
            }),
        }),
    );

    it("is a report of code quality to GitLab, whose fingerprints tell findings apart and stay where lines move", () => {
        const issues = codeQuality.parse(JSON.parse(formats.gitlab(report)));
        assert.deepEqual(
            issues.map(({ severity, location }) => [severity, location.lines.begin]),
            [
                ["major", 7],
                ["minor", 1],
            ],
        );
        assert.equal(new Set(issues.map(({ fingerprint }) => fingerprint)).size, 2);
        const moved = { ...report, findings: [{ ...finding, line: 9 }] };
        assert.equal(codeQuality.parse(JSON.parse(formats.gitlab(moved)))[0]?.fingerprint, issues[0]?.fingerprint);
        const twice = { ...report, findings: [finding, { ...finding, line: 9 }] };
        assert.equal(
            new Set(codeQuality.parse(JSON.parse(formats.gitlab(twice))).map((one) => one.fingerprint)).size,
            2,
        );
        assert.deepEqual(JSON.parse(formats.gitlab(nothing)), []);
    });

    /** What SARIF 2.1.0 (3.13, 3.14, 3.19, 3.27) and GitHub's code scanning require. */
    const log = z.strictObject({
        version: z.literal("2.1.0"),
        $schema: z.url(),
        runs: z
            .array(
                z.strictObject({
                    tool: z.strictObject({
                        driver: z.strictObject({
                            name: z.string(),
                            rules: z.array(
                                z.strictObject({
                                    id: z.string(),
                                    shortDescription: z.strictObject({ text: z.string() }),
                                }),
                            ),
                        }),
                    }),
                    columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
                    results: z.array(
                        z.strictObject({
                            ruleId: z.string(),
                            ruleIndex: z.int().min(0),
                            level: z.enum(["none", "note", "warning", "error"]),
                            message: z.strictObject({ text: z.string() }),
                            locations: z.array(
                                z.strictObject({
                                    physicalLocation: z.strictObject({
                                        artifactLocation: z.strictObject({ uri: z.string().regex(/^[^/ ][^ ]*$/) }),
                                        region: z.strictObject({ startLine: z.int().min(1) }),
                                    }),
                                }),
                            ),
                            partialFingerprints: z.record(z.string(), z.string()),
                        }),
                    ),
                }),
            )
            .length(1),
    });

    it("is SARIF 2.1.0, whose results name the rules that it has", () => {
        const [run] = log.parse(JSON.parse(formats.sarif(report))).runs;
        const rules = run?.tool.driver.rules ?? [];
        for (const { ruleId, ruleIndex } of run?.results ?? []) assert.equal(rules[ruleIndex]?.id, ruleId);
        assert.equal(
            rules.find(({ id }) => id === "replication")?.shortDescription.text,
            "No topic has more replicas than there are brokers.",
        );
        assert.deepEqual(log.parse(JSON.parse(formats.sarif(nothing))).runs[0]?.results, []);
    });

    it("is JSON by its schema", () => {
        assert.deepEqual(checkShape("validate", formats.json(report)), report);
    });

    it("names rules that are listed, each with a sentence", () => {
        for (const { id, holds } of allRules()) {
            assert.match(holds, /^[A-Z].*\.$|: a warning\.$/);
            assert.match(listOfRules(), new RegExp(`^${id} +\\S`, "m"));
        }
    });
});
