import type { Stack } from "@pulumi/pulumi/automation";
import { UsageError } from "../../base/error";
import { collector } from "../../rehearsal/engine/collect";
import type { Recorder } from "./recording";

/**
 * Runs an operation of the stack, and lets a recorder see it.
 *
 * @returns the names of what was created, changed or deleted, in the order in which that happened, without the layers
 * @throws UsageError with the engine's message
 */
export async function operate(stack: Stack, operation: "up" | "destroy", recorder: Recorder): Promise<string[]> {
    const { preview, onEvent } = collector();
    const done: string[] = [];
    try {
        await stack[operation]({
            onEvent: (event) => {
                onEvent(event);
                recorder.onEngineEvent(event);
                const { op, type, urn } = event.resOutputsEvent?.metadata ?? {};
                if (!urn || op === "same" || /^(pulumi|platform):/.test(type ?? "")) return;
                done.push(urn.split("::").at(-1) ?? "");
            },
        });
        return done;
    } catch (error) {
        if (preview.errors.length === 0) throw error;
        throw new UsageError([`pulumi ${operation} failed:`, ...preview.errors.map((line) => `  ${line}`)].join("\n"));
    }
}
