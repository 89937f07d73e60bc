import type { EngineEvent } from "@pulumi/pulumi/automation";
import { collector } from "../preview/collect";

/** One thing that the demo did, for the closing table. */
export interface Step {
    what: string;
    result: string;
    seconds: number;
}

const verbs: Record<string, string> = { create: "made", update: "changed", delete: "deleted", replace: "made anew" };

/** Watches an operation: tells each resource as it is done, and counts them. */
export function watchOperation(say: (line: string) => void) {
    const { preview, onEvent } = collector();
    const start = performance.now();
    const done: string[] = [];
    return {
        onEvent: (event: EngineEvent) => {
            onEvent(event);
            const metadata = event.resOutputsEvent?.metadata;
            const verb = verbs[metadata?.op as string];
            if (!metadata || !verb || /^(pulumi|platform):/.test(metadata.type)) return;
            done.push(verb);
            const seconds = ((performance.now() - start) / 1000).toFixed(1);
            const name = metadata.urn.split("::").at(-1);
            say(`  ${seconds.padStart(5)} s  ${verb.padEnd(7)} ${metadata.type.padEnd(48)} ${name}`);
        },
        /** Such as `3 made`, or `nothing to do`. */
        summary: () =>
            [...new Set(done)].map((verb) => `${done.filter((one) => one === verb).length} ${verb}`).join(", ") ||
            "nothing to do",
        errors: preview.errors,
    };
}
