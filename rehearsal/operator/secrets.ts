import { forms, globalLicense, referencesOf } from "../../config/workload/secrets";
import type { KubernetesObject } from "../../kubernetes";
import { asResource } from "../resource";

/** The keys of a Secret; undefined if it doesn't exist. */
export type SecretKeys = (namespace: string, name: string) => readonly string[] | undefined;

/**
 * Why CFK would reject an object, in its own words: a Secret that it names doesn't exist ("secretRef
 * kcp-perf-plain-jaas not found", a Gateway's status in confluentinc/kcp, internal/services/gateway/gateway_test.go;
 * for certificates an Event, confluent-kubernetes-examples, issue 22), or lacks its keys ("required at least one of the
 * keys [oauth-jass.conf] in secretRef oauth-jaas", the same repository's pull request 440). Inferred: that this applies
 * to all kinds.
 */
export function refusalOf(object: KubernetesObject, keysOf: SecretKeys): string | undefined {
    const { namespace = "default" } = object.metadata;
    for (const { secret, form, keys, optional } of referencesOf(asResource(object))) {
        // Nodes handle pull secrets; the chart, which is not installed here, creates the license.
        if (optional || form === "pull-secret" || secret === globalLicense) continue;
        const found = keysOf(namespace, secret);
        if (!found) return `secretRef ${secret} not found`;
        const sets: readonly (readonly string[])[] = keys.length > 0 ? [keys] : forms[form].keys;
        const isWhole = sets.length === 0 || sets.some((set) => set.every((key) => found.includes(key)));
        if (!isWhole) return `required at least one of the keys [${sets[0]?.join(" ")}] in secretRef ${secret}`;
    }
    return undefined;
}
