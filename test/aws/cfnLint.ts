import { execFile } from "node:child_process";
import { pythonTools } from "../../tools/python";

/** A finding in cfn-lint's JSON format. */
export interface Finding {
    Rule: { Id: string };
    Message: string;
}

/**
 * Everything that cfn-lint can find: including informational and experimental rules, exact types, no ARN with a
 * partition, region or account in it, and the resource schemas of every region. Any configuration file is ignored.
 */
const strictest = [
    ...["--include-checks", "I", "W", "E", "--include-experimental", "--regions", "ALL_REGIONS"],
    ...["--configure-rule", "E3012:strict=true"],
    ...["--configure-rule", "I3042:partition=true", "I3042:region=true", "I3042:accountId=true"],
    ...["--config-file", "/dev/null", "--format", "json"],
];

/** Runs cfn-lint with its strictest settings on a template's file. */
export async function lint(file: string): Promise<Finding[]> {
    const { "cfn-lint": cfnLint } = await pythonTools();
    const args = [...strictest, "--", file];
    return new Promise((resolve, reject) => {
        execFile(cfnLint, args, (error, stdout, stderr) => {
            // Its exit code has a bit for each level of findings; 1 is none of them.
            if (error && (typeof error.code !== "number" || error.code % 2 === 1)) reject(new Error(stderr || stdout));
            else resolve(JSON.parse(stdout || "[]") as Finding[]);
        });
    });
}
