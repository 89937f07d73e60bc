import { descriptionOf } from "./fields";
import type { Problem } from "./problems";
import { type SecretName, type Secrets, secrets as schemas } from "./schema";

/** A secret as Pulumi provides it. */
export interface RawSecret {
    value: string;
    /** Whether it is encrypted in the stack's file. */
    encrypted: boolean;
}

/** Checks the secrets' form, and that none is in plain text in the stack's file. No problem includes a value. */
export function checkSecrets(raw: Record<string, RawSecret>): { secrets: Secrets; problems: Problem[] } {
    const secrets: Secrets = {};
    const problems: Problem[] = [];
    for (const name of Object.keys(schemas) as SecretName[]) {
        const found = raw[name];
        if (!found) continue;
        secrets[name] = found.value;
        const { allowed, example } = descriptionOf(schemas[name]) ?? {};
        const fix = `pulumi config set --secret ${name} ${String(example)}`.trim();
        const parsed = schemas[name].safeParse(found.value);
        if (!parsed.success) {
            problems.push({
                key: name,
                reason: parsed.error.issues[0]?.message ?? "is invalid",
                allowed: allowed ?? "",
                fix,
            });
        }
        if (!found.encrypted) {
            problems.push({
                key: name,
                reason: "is not encrypted in the stack's file",
                allowed: "a value set with --secret",
                fix: `${fix}, and replace the key, because others may have seen it`,
            });
        }
    }
    return { secrets, problems };
}
