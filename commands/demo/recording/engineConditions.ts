import type { EngineEvent } from "@pulumi/pulumi/automation";
import { plain } from "../../../rehearsal/engine/collect";
import type { Condition } from "./model";

/** What the engine reports about one resource. */
export interface EngineNews {
    urn: string;
    /** Such as `Namespace`. */
    kind: string;
    name: string;
    condition: Condition;
}

// The step that deletes the replaced resource is part of its replacement, so it isn't reported.
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

/** Reads an event of an operation. Ignores the layers, which only group resources, and steps that change nothing. */
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

/** The error that the engine reports for a resource, without colour codes. Undefined for any other event. */
export function readEngineError({ diagnosticEvent }: EngineEvent): { urn: string; message: string } | undefined {
    if (diagnosticEvent?.severity !== "error" || !diagnosticEvent.urn) return undefined;
    return { urn: diagnosticEvent.urn, message: plain(diagnosticEvent.message) };
}
