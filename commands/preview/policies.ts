import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { PreviewOptions } from "@pulumi/pulumi/automation";
import { UsageError } from "../../base/error";
import type { Violation } from "../../rehearsal/engine/collect";

/** Policy packs to preview by, as in Pulumi's own flags. */
export interface Policies {
    /** Folders of PulumiPolicy.yaml. */
    packs: readonly string[];
    /** JSON files, one for each of the packs, or none at all. */
    configs?: readonly string[];
}

/** A preview that mandatory policies refuse; the message says what to do. */
export class PolicyError extends UsageError {
    constructor(readonly violations: readonly Violation[]) {
        super(["Refused by policy:", ...byPolicy(violations)].join("\n\n"));
    }
}

/** The description of each policy once, which each of its messages begins with, and below it what it is about. */
function byPolicy(violations: readonly Violation[]): string[] {
    return [...new Set(violations.map(({ policy }) => policy))].map((name) => {
        const messages = violations.filter(({ policy }) => policy === name).map(({ message }) => message.split("\n"));
        const description = messages[0]?.[0] ?? "";
        return [`  ${name}: ${description}`, ...messages.flatMap((lines) => lines.slice(1))].join("\n    ");
    });
}

/** @throws UsageError for what is not there */
export function policyOptions({ packs, configs = [] }: Policies): PreviewOptions {
    for (const pack of packs) {
        if (!existsSync(join(pack, "PulumiPolicy.yaml")))
            throw new UsageError(`--policy-pack ${pack} has no PulumiPolicy.yaml; this checkout's pack is policy.`);
    }
    for (const config of configs) {
        if (!isJson(config)) throw new UsageError(`--policy-pack-config ${config} is not a file of JSON.`);
    }
    if (configs.length > 0 && configs.length !== packs.length) {
        const counts = `${configs.length} for ${packs.length} packs`;
        throw new UsageError(
            `--policy-pack-config goes with a --policy-pack each, or is left out; there are ${counts}.`,
        );
    }
    // The engine runs in a folder of its own.
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
 * What the engine has against a pack or its configuration. It finds that before its events begin, and says it in its
 * output alone; of a rule that the pack has not, it says that its enforcement level is empty.
 */
export function packProblem(error: unknown): UsageError | undefined {
    const problem = /^error: (.*policy.*)$/m.exec(error instanceof Error ? error.message : "")?.[1];
    const hint = "Does --policy-pack-config name rules of the pack alone? The pack's README.md lists them.";
    return problem === undefined ? undefined : new UsageError(`${problem}\n${hint}`);
}
