import type { Facts } from "./rule";

/** A pause is easily forgotten, and nothing else reports that commits have no effect. */
export function autoSyncWarnings({ gitops }: Facts): string[] {
    if (gitops.autoSync) return [];
    return [
        `gitops.autoSync is false: Argo CD does not sync ${gitops.path} by itself, so commits have no effect until you sync them or set it to true. ` +
            "During a migration to KRaft, npx confluent-gitops migrate --stack NAME tells you when to do so.",
    ];
}
