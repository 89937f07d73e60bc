import assert from "node:assert/strict";
import { stringify } from "yaml";
import { differences } from "../../rehearsal/overlays/differences";
import type { Snapshot } from "./stage";

/**
 * In what two snapshots differ, a line for each field: `Kafka/kafka spec.replicas: 1 -> 3`. A side that does not have it
 * is a dash; an object that only one side has is one line, `KafkaTopic/orders: there -> -`.
 */
export function changes(before: Snapshot, now: Snapshot): string[] {
    return differences(asYaml(before), asYaml(now)).map(
        ({ object, field, one, other }) => `${object}${field && ` ${field}`}: ${short(one)} -> ${short(other)}`,
    );
}

/** @throws AssertionError that says which objects differ, and how */
export function assertUntouched(before: Snapshot, now: Snapshot): void {
    assert.deepEqual(changes(before, now), [], "somebody would miss what changed");
}

/** Each object as a document of its own. */
function asYaml(snapshot: Snapshot): string {
    const documents = Object.entries(snapshot).map(([object, essence]) => {
        const [kind, name] = object.split("/");
        return stringify({ kind, metadata: { name }, ...essence });
    });
    return documents.join("---\n");
}

/** A script in a ConfigMap is longer than anybody wants to read. */
const short = (text = "-"): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
