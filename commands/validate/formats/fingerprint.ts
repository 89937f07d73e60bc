import { createHash } from "node:crypto";
import type { Finding } from "../shape";

/**
 * A fingerprint that stays the same if only lines above a finding are added or removed, and that no other finding has:
 * of two with the same one in a file, GitLab would only show the first.
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
