import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { PreviewOptions } from "@pulumi/pulumi/automation";
import { UsageError } from "../../base/error";
import type { Violation } from "../../rehearsal/engine/collect";

/** The policy packs for a preview, as in Pulumi's own flags. */
export interface Policies {
    /** Folders of PulumiPolicy.yaml. */
    packs: readonly string[];
    /** JSON files, one for each pack, or none. */
    configs?: readonly string[];
}

/** A preview that violates mandatory policies. The message says what to do. */
export class PolicyError extends UsageError {
    constructor(readonly violations: readonly Violation[]) {
        super(["Refused by policy:", ...byPolicy(violations)].join("\n\n"));
    }
}

/** Each policy's description once, because all of its messages begin with it, and below it the affected resources. */
function byPolicy(violations: readonly Violation[]): string[] {
    return [...new Set(violations.map(({ policy }) => policy))].map((name) => {
        const messages = violations.filter(({ policy }) => policy === name).map(({ message }) => message.split("\n"));
        const description = messages[0]?.[0] ?? "";
        return [`  ${name}: ${description}`, ...messages.flatMap((lines) => lines.slice(1))].join("\n    ");
    });
}

/** @throws UsageError for a pack or a file that doesn't exist */
export function policyOptions({ packs, configs = [] }: Policies): PreviewOptions {
    for (const pack of packs) {
        if (!existsSync(join(pack, "PulumiPolicy.yaml")))
            throw new UsageError(`--policy-pack ${pack} has no PulumiPolicy.yaml; this checkout's pack is policy.`);
    }
    for (const config of configs) {
        if (!isJson(config)) throw new UsageError(`--policy-pack-config ${config} is not a JSON file.`);
    }
    if (configs.length > 0 && configs.length !== packs.length) {
        const counts = `${configs.length} for ${packs.length} packs`;
        throw new UsageError(`Pass one --policy-pack-config for each --policy-pack, or none; there are ${counts}.`);
    }
    // The engine runs in its own folder.
    const absolute = (paths: readonly string[]) => paths.map((path) => resolve(path));
    return { policyPacks: absolute(packs), policyPackConfigs: absolute(configs) };
}

function isJson(path: string): boolean {
    try {
        JSON.parse(readFileSync(path, "utf8"));
        return true;
    } catch {
        return false;
    }
}

/**
 * The engine's complaints about a pack or its configuration. It finds them before its events begin, and writes them only to
 * its output. For a rule that the pack doesn't contain, it says that its enforcement level is empty.
 */
export function packProblem(error: unknown): UsageError | undefined {
    const problem = /^error: (.*policy.*)$/m.exec(error instanceof Error ? error.message : "")?.[1];
    const hint = "Does --policy-pack-config only name rules of the pack? The pack's README.md lists them.";
    return problem === undefined ? undefined : new UsageError(`${problem}\n${hint}`);
}
