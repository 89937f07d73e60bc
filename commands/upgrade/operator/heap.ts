import type { Resource } from "../../../config/kustomize/resource";
import { child } from "../../../config/workload/platform";
import { type CfkVersion, cfkVersions } from "../../../config/support";

/** An object whose default heap changes on the way, and what it is before and after. */
export interface HeapChange {
    kind: string;
    name: string;
    file: string;
    now: string;
    then: string;
}

/** https://docs.confluent.io/operator/3.4/release-notes.html, "Upgrade considerations". */
const changedIn: CfkVersion = "3.4.0";
const shares: Record<string, string> = { Kafka: "50 %", KRaftController: "80 %" };

/** Brokers and KRaft controllers whose heap nobody set, and which therefore get another one on the way. */
export function heapChanges(resources: readonly Resource[], from: CfkVersion, to: CfkVersion): HeapChange[] {
    const place = (version: CfkVersion) => cfkVersions.indexOf(version);
    if (place(from) >= place(changedIn) || place(to) < place(changedIn)) return [];
    return resources.flatMap(({ object, kind, name, file }) => {
        const share = shares[kind];
        const spec = child(object, "spec");
        if (!share || hasHeap(child(child(spec, "configOverrides"), "jvm"))) return [];
        const requests = child(child(child(spec, "podTemplate"), "resources"), "requests");
        const memory = child(requests, "memory");
        const of = typeof memory === "string" ? `its memory request, ${memory}` : "its memory request";
        return [{ kind, name, file, now: `all of ${of}`, then: `${share} of it, 32 GiB at most` }];
    });
}

const hasHeap = (jvm: unknown): boolean =>
    Array.isArray(jvm) && jvm.some((option) => typeof option === "string" && option.startsWith("-Xmx"));
