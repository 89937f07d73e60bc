import { credentialIn } from "./repository/credentials";
import { descriptionOf } from "./fields";
import { schemaAt } from "./keys";
import type { Problem } from "./problems";

const instead = "pulumi config set --secret repositoryToken, repositorySshKey, repositoryAppKey or confluentLicense";

/**
 * Secrets in keys that aren't secret and would be stored in the stack's file, the state, outputs and logs. No problem
 * includes one.
 */
export function misplacedSecrets(groups: Record<string, unknown>, encrypted: readonly string[]): Problem[] {
    return Object.entries(groups).flatMap(([name, value]) =>
        encrypted.includes(name)
            ? [
                  {
                      key: name,
                      reason: "is encrypted, but is not a secret here: it is used unencrypted in resources, outputs and messages",
                      allowed: "the group unencrypted, and secrets in keys of their own",
                      fix: `pulumi config rm ${name}, then set it again without --secret; for a secret in it: ${instead}`,
                  },
              ]
            : credentialsIn(name, value),
    );
}

function credentialsIn(key: string, value: unknown): Problem[] {
    if (typeof value === "string") {
        const found = credentialIn(value);
        return found ? [problem(key, `contains ${found}, which everybody could read in Git and in logs`)] : [];
    }
    if (Array.isArray(value)) return value.flatMap((entry, index) => credentialsIn(`${key}[${index}]`, entry));
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([name, entry]) =>
        credentialIn(name)
            ? [problem(key, "contains a key whose name is a secret")]
            : credentialsIn(`${key}.${name}`, entry),
    );
}

const problem = (key: string, reason: string): Problem => ({
    key,
    reason,
    allowed: allowedAt(key.replace(/\[\d+\]/g, "")),
    fix: `remove it and, unless it is only a user name, replace it, because others may have seen it; then, if it reads the repository: ${instead}`,
});

function allowedAt(key: string): string {
    const schema = schemaAt(key);
    return (schema && descriptionOf(schema)?.allowed) ?? "no secret";
}
