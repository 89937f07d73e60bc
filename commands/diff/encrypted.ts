import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { code } from "./markdown/code";

/**
 * Encrypted values of a stack's file that have changed, with a sentence each. Only the stack's own passphrase or key
 * service can decrypt them, so the preview uses a placeholder for each, and their differences don't show in it.
 */
export function changedSecrets(stack: string, base: string, head: string): string[] {
    const [before, after] = [encryptedIn(stack, base), encryptedIn(stack, head)];
    return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key) => {
        const [old, now] = [before.get(key), after.get(key)];
        if (old === now) return [];
        if (old === undefined) return `${code(key)} is new, and encrypted: a placeholder stands for it here.`;
        if (now === undefined) return `${code(key)}, which was encrypted, is gone.`;
        return `${code(key)} is encrypted again, perhaps with another value: its effect is not shown.`;
    });
}

function encryptedIn(stack: string, checkout: string): Map<string, string> {
    const { config = {} } = (parse(readFileSync(join(checkout, `Pulumi.${stack}.yaml`), "utf8")) ?? {}) as {
        config?: Record<string, { secure?: unknown } | null> | null;
    };
    return new Map(
        Object.entries(config ?? {}).flatMap(([key, value]) =>
            typeof value?.secure === "string" ? [[key.replace(/^[^:]*:/, ""), value.secure] as const] : [],
        ),
    );
}
