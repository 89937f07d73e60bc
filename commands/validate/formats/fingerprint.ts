import { createHash } from "node:crypto";
import type { Finding } from "../shape";

/**
 * What stays the same of each finding where only lines above it come or go, and is no other's: of two that say the same of one
 * file, GitLab would show the first alone.
 */
export function fingerprintsOf(findings: readonly Finding[]): string[] {
    const seen = new Map<string, number>();
    return findings.map(({ rule, file, object, why }) => {
        const what = JSON.stringify([rule, file, object, why]);
        const before = seen.get(what) ?? 0;
        seen.set(what, before + 1);
        const hash = createHash("sha256").update(what);
        return (before === 0 ? hash : hash.update(String(before))).digest("hex");
    });
}
