import type { EngineEvent, PreviewResult } from "@pulumi/pulumi/automation";
import { UsageError } from "../../base/error";

/** One resource of a preview, as `--json` prints it. */
export interface PreviewedResource {
    urn: string;
    type: string;
    /** `create`, `update`, `replace`, `delete`, `same`, `read`, `import`. */
    op: string;
    /** Reference to the provider; empty for components. */
    provider: string;
    /** URN; empty for the stack itself. */
    parent: string;
    /** Whether the engine refuses to delete or replace it. */
    protect: boolean;
    /** `[secret]` stands for a secret, `[unknown]` for a value that is only known after the update. */
    inputs: Record<string, unknown>;
}

/** A policy's violation by a resource. */
export interface Violation {
    policy: string;
    urn: string;
    /** The policy's description, followed by what is wrong, what is allowed, and what to do. */
    message: string;
    /** Whether it makes the preview fail. */
    isMandatory: boolean;
}

export interface Preview {
    resources: PreviewedResource[];
    /** Empty in a preview without policies. */
    violations: Violation[];
    warnings: string[];
    errors: string[];
}

/** Collects a preview from the engine's events, in the order of the engine's decisions. */
export function collector() {
    const preview: Preview = { resources: [], violations: [], warnings: [], errors: [] };
    const onEvent = ({ resourcePreEvent, diagnosticEvent, policyEvent }: EngineEvent) => {
        if (resourcePreEvent) {
            const { op, urn, type, provider, new: after, old: before } = resourcePreEvent.metadata;
            // A replacement consists of three steps: `replace` stands for all of them.
            if (op === "create-replacement" || op === "delete-replaced") return;
            const state = after ?? before;
            const inputs = readable(state?.inputs ?? {}) as Record<string, unknown>;
            // A second step changes what is imported to what the program asks for.
            const imported = preview.resources.find((resource) => resource.op === "import" && resource.urn === urn);
            if (imported) {
                imported.inputs = inputs;
                return;
            }
            preview.resources.push({
                urn,
                type,
                op,
                provider,
                parent: state?.parent ?? "",
                protect: state?.protect ?? false,
                inputs,
            });
        }
        if (policyEvent) {
            const { policyName: policy, resourceUrn: urn = "", enforcementLevel } = policyEvent;
            const isMandatory = enforcementLevel === "mandatory";
            preview.violations.push({ policy, urn, message: plain(policyEvent.message), isMandatory });
        }
        if (diagnosticEvent) {
            const message = plain(diagnosticEvent.message);
            const list = { warning: preview.warnings, error: preview.errors }[diagnosticEvent.severity as string];
            if (message && list && !list.includes(message) && !runsPolicies.test(message)) list.push(message);
        }
    };
    return { preview, onEvent };
}

/** The engine's warning when it starts policies with the program that this project provides for it. */
const runsPolicies = /^using pulumi-analyzer-policy-nodejs from \$PATH/;

/** The key with which the engine marks values that aren't plain, and the marks (sdk/go/common/resource/sig/sig.go). */
const mark = "4dabf18193072939515e22adb298388d";
const resourceMark = "5cf8f73096256a8f31e491e813e4eb8e";
const outputMark = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** The engine's texts for unknown values, by type (sdk/go/common/resource/plugin/rpc.go). */
const unknowns = [
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

/**
 * Inputs that can be shown: `[secret]` for a secret, `[unknown]` for a value that is only known after the update,
 * `[resource NAME]` for a whole resource. Any other mark is treated as a secret.
 */
export function readable(value: unknown): unknown {
    if (typeof value === "string" && unknowns.includes(value)) return "[unknown]";
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(readable);
    if (mark in value) return marked(value);
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, readable(child)]));
}

interface Marked {
    [mark]: unknown;
    urn?: unknown;
    value?: unknown;
    secret?: unknown;
}

function marked({ [mark]: kind, urn, value, secret }: Marked): unknown {
    if (kind === resourceMark && typeof urn === "string") return `[resource ${urn.split("::").at(-1)}]`;
    if (kind !== outputMark || secret === true) return "[secret]";
    return value === undefined ? "[unknown]" : readable(value);
}

/** A diagnostic without the engine's colour codes and the SDK's prefix. */
export function plain(message: string): string {
    return message
        .replace(/<\{%[^%]*%\}>/g, "")
        .replace(/^(warning|error): /, "")
        .trim();
}

/**
 * A preview whose events did not arrive would look like one without changes.
 *
 * @throws UsageError if the engine's final event, which has the counts, is missing
 */
export function assertReported({ changeSummary }: Pick<PreviewResult, "changeSummary">): void {
    if (Object.keys(changeSummary).length > 0) return;
    throw new UsageError(
        "Pulumi's engine ended without reporting what it would change. Is another program called pulumi?",
    );
}
