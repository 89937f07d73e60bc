import type { EngineEvent } from "@pulumi/pulumi/automation";

/** One resource of a preview, as `--json` prints it. Secrets among the inputs are masked by the engine: `[secret]`. */
export interface PreviewedResource {
    urn: string;
    type: string;
    /** `create`, `update`, `replace`, `delete`, `same`, `read`. */
    op: string;
    /** Reference of the provider; empty for components. */
    provider: string;
    /** URN; empty for the stack itself. */
    parent: string;
    inputs: Record<string, unknown>;
}

export interface Preview {
    resources: PreviewedResource[];
    warnings: string[];
    errors: string[];
}

/** Gathers a preview from the engine's events, in the order in which the engine decided. */
export function collector() {
    const preview: Preview = { resources: [], warnings: [], errors: [] };
    const onEvent = ({ resourcePreEvent, diagnosticEvent }: EngineEvent) => {
        if (resourcePreEvent) {
            const { op, urn, type, provider, new: after, old: before } = resourcePreEvent.metadata;
            // A replacement comes in three steps: the one called `replace` stands for all.
            if (op === "create-replacement" || op === "delete-replaced") return;
            const state = after ?? before;
            const inputs = (state?.inputs ?? {}) as Record<string, unknown>;
            preview.resources.push({ urn, type, op, provider, parent: state?.parent ?? "", inputs });
        }
        if (diagnosticEvent) {
            const message = plain(diagnosticEvent.message);
            const list = { warning: preview.warnings, error: preview.errors }[diagnosticEvent.severity as string];
            if (message && list && !list.includes(message)) list.push(message);
        }
    };
    return { preview, onEvent };
}

/** A diagnostic without the engine's colour marks and the SDK's prefix. */
function plain(message: string): string {
    return message
        .replace(/<\{%[^%]*%\}>/g, "")
        .replace(/^(warning|error): /, "")
        .trim();
}
