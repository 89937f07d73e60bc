import type { EngineEvent } from "@pulumi/pulumi/automation";
import { plain } from "../../../rehearsal/engine/collect";
import type { Condition } from "./model";

/** What the engine says of one resource. */
export interface EngineNews {
    urn: string;
    /** Such as `Namespace`. */
    kind: string;
    name: string;
    condition: Condition;
}

// The step that deletes what a replacement replaced is part of that replacement, and no news.
const begun: Record<string, Condition> = {
    create: { state: "progressing", says: "creating" },
    "create-replacement": { state: "progressing", says: "creating anew" },
    update: { state: "progressing", says: "updating" },
    delete: { state: "deleting", says: "deleting" },
};

const ended: Record<string, Condition> = {
    create: { state: "healthy", says: "created" },
    "create-replacement": { state: "healthy", says: "created anew" },
    update: { state: "healthy", says: "updated" },
    delete: { state: "gone", says: "deleted" },
};

/** Reads an event of an operation. What changes nothing, and the layers that hold the resources, are no news. */
export function readEngineEvent(event: EngineEvent): EngineNews | undefined {
    const { resourcePreEvent, resOutputsEvent, resOpFailedEvent } = event;
    const metadata = (resourcePreEvent ?? resOutputsEvent ?? resOpFailedEvent)?.metadata;
    if (!metadata || /^(pulumi|platform):/.test(metadata.type)) return undefined;
    const { op, urn, type } = metadata;
    const condition = resOpFailedEvent ? failed(op) : (resourcePreEvent ? begun : ended)[op];
    if (!condition) return undefined;
    return { urn, kind: type.split(":").at(-1) ?? type, name: urn.split("::").slice(3).join("::"), condition };
}

const failed = (op: string): Condition => ({ state: "degraded", says: `${op} failed` });

/** An error that the engine tells of a resource, without its colour marks; undefined for any other event. */
export function readEngineError({ diagnosticEvent }: EngineEvent): { urn: string; message: string } | undefined {
    if (diagnosticEvent?.severity !== "error" || !diagnosticEvent.urn) return undefined;
    return { urn: diagnosticEvent.urn, message: plain(diagnosticEvent.message) };
}
