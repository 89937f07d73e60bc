import * as pulumi from "@pulumi/pulumi";
import type { RawConfig } from "./check";
import type { RawSecret } from "./secrets";
import { secrets } from "./schema";

/** The part of Pulumi's runtime that knows which keys are encrypted; the SDK exports it without a type. */
const runtime = pulumi.runtime as typeof pulumi.runtime & { isConfigSecret(key: string): boolean };

/**
 * The configuration of the current stack as it was written. It is read from the runtime, because pulumi.Config only
 * returns keys that it is asked for, and can't list the others.
 *
 * @param root the folder of Pulumi.yaml
 */
export function readStack(root: string): RawConfig {
    const all = pulumi.runtime.allConfig();
    const prefix = `${pulumi.getProject()}:`;
    const encrypted: string[] = [];
    const raw: RawConfig = {
        groups: {},
        encrypted,
        aws: Object.fromEntries(
            Object.entries(all).flatMap(([key, value]) => (key.startsWith("aws:") ? [[key.slice(4), value]] : [])),
        ),
        secrets: {},
        region: all["aws:region"] ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION,
        root,
        today: new Date().toISOString().slice(0, 10),
    };
    for (const [fullKey, value] of Object.entries(all)) {
        if (!fullKey.startsWith(prefix)) continue;
        const key = fullKey.slice(prefix.length);
        if (key in secrets) {
            raw.secrets[key] = { value, encrypted: runtime.isConfigSecret(fullKey) } satisfies RawSecret;
        } else {
            raw.groups[key] = parsed(value);
            if (runtime.isConfigSecret(fullKey)) encrypted.push(key);
        }
    }
    return raw;
}

/** Pulumi provides a structured key as JSON; anything else is returned unchanged, so that the schema rejects it. */
function parsed(value: string): unknown {
    try {
        return JSON.parse(value) as unknown;
    } catch {
        return value;
    }
}
