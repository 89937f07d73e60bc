import { join } from "node:path";
import { check, type Checked, type RawConfig } from "../config/check";
import { secrets } from "../config/schema";
import { type Overrides, project, root, stackConfig } from "./harness";
import { byReader } from "./overlays";

/** A committed stack's configuration with overrides, as `readStack` returns it; the secrets are encrypted. */
export function rawStack(stack: string, overrides: Overrides = {}): RawConfig {
    process.env.KUBECONFIG = join(__dirname, "fixtures/kubeconfig.yaml");
    const config = stackConfig(stack, overrides);
    const raw: RawConfig = {
        groups: {},
        secrets: {},
        region: config["aws:region"] as string | undefined,
        root,
        today: "2026-11-23",
    };
    for (const [fullKey, value] of Object.entries(config)) {
        if (!fullKey.startsWith(`${project}:`)) continue;
        const key = fullKey.slice(project.length + 1);
        if (key in secrets) raw.secrets[key] = { value: String(value), encrypted: true };
        else raw.groups[key] = value;
    }
    return raw;
}

/** The result of checking a committed stack with overrides; nothing is created. */
export const checked = (stack: string, overrides: Overrides = {}): Checked =>
    check({ ...rawStack(stack, overrides), rendered: byReader });
