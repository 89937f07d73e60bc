import { patchOf } from "./operator/edits";
import type { Report } from "./shape";
import { isDone, type Upgrade } from "./step";

/** An upgrade as JSON: the edits of a step as one patch. */
export async function reportOf({ text: _, ...upgrade }: Upgrade): Promise<Report> {
    const steps = upgrade.steps.map(async ({ edits, ...step }) => ({
        ...step,
        patch: edits.length > 0 ? await patchOf(edits) : null,
    }));
    return { version: 1, ...upgrade, isDone: isDone({ text: _, ...upgrade }), steps: await Promise.all(steps) };
}
