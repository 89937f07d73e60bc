import assert from "node:assert/strict";
import { stringify } from "yaml";
import { differences } from "../../rehearsal/overlays/differences";
import type { Snapshot } from "./stage";

/**
 * The differences between two snapshots, a line for each field: `Kafka/kafka spec.replicas: 1 -> 3`. A dash stands for
 * a missing side; an object that is only in one snapshot is one line, `KafkaTopic/orders: there -> -`.
 */
export function changes(before: Snapshot, now: Snapshot): string[] {
    return differences(asYaml(before), asYaml(now)).map(
        ({ object, field, one, other }) => `${object}${field && ` ${field}`}: ${short(one)} -> ${short(other)}`,
    );
}

/** @throws AssertionError with the objects that differ, and how */
export function assertUntouched(before: Snapshot, now: Snapshot): void {
    assert.deepEqual(changes(before, now), [], "somebody would miss what changed");
}

/** Each object as a separate document. */
function asYaml(snapshot: Snapshot): string {
    const documents = Object.entries(snapshot).map(([object, essence]) => {
        const [kind, name] = object.split("/");
        return stringify({ kind, metadata: { name }, ...essence });
    });
    return documents.join("---\n");
}

/** A script in a ConfigMap is too long to read. */
const short = (text = "-"): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
