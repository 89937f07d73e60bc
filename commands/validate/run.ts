import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root as checkout } from "../../base/checkout";
import { BadUsage } from "../../base/error";
import { environmentsFile, readEnvironments } from "../../config/environments";
import { exitCodes } from "../frame/exitCodes";
import { overlayPath } from "../frame/overlay";
import { commitOf } from "../diff/git";
import { check as checkSecrets } from "../secrets/check";
import { compatibilityFindings } from "./compatibility";
import { type Format, formats } from "./formats";
import { look, stacksOf, overlaysIn, usualTeams } from "./overlay";
import { listOfRules } from "./rules";
import { binariesThere, checkSchemas } from "./schemas";
import type { Finding, Report } from "./shape";

/** The command's options. */
export interface Flags {
    overlay?: string;
    format: Format;
    /** The same as the format json. */
    json?: boolean;
    rules?: boolean;
    /** The Git revision with which teams' schemas are compared. */
    schemasSince?: string;
}

export async function run({ overlay, format, json, rules, schemasSince }: Flags): Promise<number> {
    if (rules) {
        console.log(listOfRules());
        return exitCodes.done;
    }
    const since = schemasSince === undefined ? undefined : await commitOf(schemasSince);
    const found = await validate(checkout, overlay);
    const compared = since === undefined ? [] : compatibilityFindings(checkout, usualTeams, since.id);
    const report = { ...found, findings: [...found.findings, ...compared] };
    console.log(formats[json ? "json" : format](report));
    return report.findings.some(({ severity }) => severity === "error") ? exitCodes.finding : exitCodes.done;
}

/**
 * Checks overlays as they are in the working copy.
 *
 * @param root the checkout
 * @param overlay a folder in gitops/platform/overlays, or the path of another; default: all of them, and those of the
 * addons
 * @param binaries of the API server to use; tests have none
 * @throws BadUsage if there is no such overlay
 */
export async function validate(root: string, overlay?: string, binaries = binariesThere()): Promise<Report> {
    const paths = overlay === undefined ? overlaysIn(root) : [pathOf(root, overlay)];
    const today = new Date().toISOString().slice(0, 10);
    const stacks = stacksOf(root);
    const looked = paths.map((path) => look(root, path, today, stacks));
    const { schemas, findings } = await checkSchemas(root, looked, await binaries);
    const read = new Set(looked.flatMap(({ files }) => files));
    const isWanted = (file: string) =>
        overlay === undefined ? file.startsWith("gitops/") : read.has(file) || file.startsWith(`${paths[0]}/`);
    const inTheClear = await secretsIn(root, isWanted);
    const list = overlay === undefined ? environmentsIn(root) : [];
    const all = [...looked.flatMap((one) => one.findings), ...findings, ...list];
    // If a rule reports a secret with its object, it is not reported again for the file.
    const isSaid = ({ file }: Finding) => all.some((one) => one.rule === "secrets" && one.file === file);
    return {
        version: 1,
        overlays: looked.map((one) => one.overlay),
        schemas,
        findings: merged([...all, ...inTheClear.filter((one) => !isSaid(one))]),
    };
}

/** Problems with the list of environments, at the line of each. */
export function environmentsIn(root: string): Finding[] {
    const file = join(root, environmentsFile);
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    return readEnvironments(root).problems.map(({ name, why, fix, isWarning }) => ({
        rule: "environments",
        severity: isWarning ? "warning" : "error",
        file: environmentsFile,
        line:
            1 +
            Math.max(
                0,
                lines.findIndex((line) => name !== undefined && line.trim() === `- name: ${name}`),
            ),
        object: null,
        why,
        fix,
        overlays: [],
    }));
}

function pathOf(root: string, overlay: string): string {
    const path = overlayPath(overlay);
    if (existsSync(join(root, path))) return path;
    const names = overlaysIn(root).map((one) => one.split("/").slice(-1)[0]);
    throw new BadUsage(
        `There is no overlay ${path}: --overlay takes one of ${[...new Set(names)].join(", ")}, or a path, such as gitops/addons/overlays/eks.`,
    );
}

async function secretsIn(root: string, isWanted: (file: string) => boolean): Promise<Finding[]> {
    // An entry in .secrets-allowed.yaml may be for a file that isn't checked here.
    const found = (await checkSecrets(root, isWanted)).filter(({ file }) => isWanted(file));
    return found.map(({ file, line, object, what, fix }) => ({
        rule: "secrets",
        severity: "error",
        file,
        line,
        object: object ?? null,
        why: `${object ? `${object} has ` : "has "}${what}`,
        fix,
        overlays: [],
    }));
}

/** Merges the findings of several overlays that come from the same line, by file and line. */
function merged(findings: readonly Finding[]): Finding[] {
    const byText = new Map<string, Finding>();
    for (const one of findings) {
        const plain = one.overlays.reduce((text, path) => text.replaceAll(path, "OVERLAY"), one.why);
        const key = JSON.stringify([one.rule, one.file, one.line, plain]);
        const known = byText.get(key);
        byText.set(key, known ? { ...known, overlays: [...new Set([...known.overlays, ...one.overlays])] } : one);
    }
    return [...byText.values()].sort((one, other) =>
        one.file === other.file ? one.line - other.line : one.file < other.file ? -1 : 1,
    );
}
