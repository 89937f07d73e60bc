import { extname } from "node:path";
import { lintSource } from "@secretlint/core";
import { secretLintProfiler } from "@secretlint/profiler";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import type { Finding } from "./finding";

// It records every file and rule, and searches all records each time, which takes most of the time of a check.
secretLintProfiler.mark = () => undefined;

const rules = [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: creator }];
const fix = "remove it from the file, and change it: it stays in Git's history";

/** AWS's long-lived and session keys; the preset only looks for the secret half. */
const awsKey = /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/;

/** Keys, tokens and passwords that are recognized by their form, in any kind of file. */
export async function byPattern(file: string, content: string): Promise<Finding[]> {
    const source = { filePath: file, content, ext: extname(file), contentType: "text" as const };
    // The message of a finding may quote it: only its rule and its line are used.
    const { messages } = await lintSource({ source, options: { config: { rules }, maskSecrets: true } });
    const found = messages.map(({ loc, ruleId }) => ({
        line: loc.start.line,
        what: `what looks like a secret (secretlint: ${ruleId.replace(/.*-rule-/, "")})`,
    }));
    const own = content.split("\n").flatMap((line, index) => {
        const key = awsKey.exec(line)?.[0];
        // Keys in AWS's own documentation end this way.
        return key && !key.endsWith("EXAMPLE") ? [{ line: index + 1, what: "an access key of AWS" }] : [];
    });
    return [...found, ...own].map((one) => ({ file, object: undefined, fix, ...one }));
}
