import { credentialIn } from "./repository/credentials";
import { descriptionOf } from "./fields";
import { schemaAt } from "./keys";
import type { Problem } from "./problems";

const instead = "pulumi config set --secret repositoryToken, repositorySshKey, repositoryAppKey or confluentLicense";

/** Secrets in keys that are none: these go into the stack's file, the state, outputs and logs. No problem carries one. */
export function misplacedSecrets(groups: Record<string, unknown>, encrypted: readonly string[]): Problem[] {
    return Object.entries(groups).flatMap(([name, value]) =>
        encrypted.includes(name)
            ? [
                  {
                      key: name,
                      reason: "is encrypted, but is no secret here: it goes into resources, outputs and messages in the clear",
                      allowed: "the group in the clear, and secrets in keys of their own",
                      fix: `pulumi config rm ${name}, then set it again without --secret; for a secret in it: ${instead}`,
                  },
              ]
            : credentialsIn(name, value),
    );
}

function credentialsIn(key: string, value: unknown): Problem[] {
    if (typeof value === "string") {
        const found = credentialIn(value);
        return found ? [problem(key, `holds ${found}; it would be in Git and in logs for all to read`)] : [];
    }
    if (Array.isArray(value)) return value.flatMap((entry, index) => credentialsIn(`${key}[${index}]`, entry));
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([name, entry]) =>
        credentialIn(name)
            ? [problem(key, "holds a key whose name is a secret")]
            : credentialsIn(`${key}.${name}`, entry),
    );
}

const problem = (key: string, reason: string): Problem => ({
    key,
    reason,
    allowed: allowedAt(key.replace(/\[\d+\]/g, "")),
    fix: `take it out and, unless it is a mere user name, replace it, for it has been seen; then, where it reads the repository: ${instead}`,
});

function allowedAt(key: string): string {
    const schema = schemaAt(key);
    return (schema && descriptionOf(schema)?.allowed) ?? "no secret";
}
