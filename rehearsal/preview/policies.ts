import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { PreviewOptions } from "@pulumi/pulumi/automation";
import { UsageError } from "../engine";
import type { Violation } from "./collect";

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
        super(["Refused by policy:", ...violations.map(rendered)].join("\n\n"));
    }
}

const rendered = ({ policy, message }: Violation): string => `  ${policy}: ${message.replaceAll("\n", "\n    ")}`;

/** @throws UsageError for what is not there */
export function policyOptions({ packs, configs = [] }: Policies): PreviewOptions {
    for (const pack of packs) {
        if (!existsSync(join(pack, "PulumiPolicy.yaml")))
            throw new UsageError(`--policy-pack ${pack} has no PulumiPolicy.yaml; this checkout's pack is policy.`);
    }
    for (const config of configs) {
        if (!existsSync(config)) throw new UsageError(`--policy-pack-config ${config} is not a file.`);
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
