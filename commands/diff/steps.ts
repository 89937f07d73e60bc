import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import { plain, readable } from "../../rehearsal/engine/collect";
import type { Operation, ResourceChange, ValueChange } from "./model";
import { masked, valueAt, valueChange } from "./values";

/** What the engine reported in one operation. */
export interface Steps {
    resources: ResourceChange[];
    /** How many resources don't change, not counting layers and providers. */
    unchanged: number;
    warnings: string[];
    errors: string[];
}

/** A replacement has three steps; the one called `replace` represents all of them. */
const operations: Record<string, Operation> = {
    create: "added",
    update: "changed",
    replace: "replaced",
    delete: "removed",
};

/** Collects what a preview would do, in the order in which the engine decided. */
export function stepsCollector() {
    const steps: Steps = { resources: [], unchanged: 0, warnings: [], errors: [] };
    const onEvent = ({ resourcePreEvent, diagnosticEvent }: EngineEvent) => {
        if (resourcePreEvent) take(resourcePreEvent.metadata, steps);
        if (!diagnosticEvent) return;
        const message = plain(diagnosticEvent.message);
        const list = { warning: steps.warnings, error: steps.errors }[diagnosticEvent.severity as string];
        if (message && list && !list.includes(message)) list.push(message);
    };
    return { steps, onEvent };
}

/** Resources that aren't created anywhere: the stack itself, and layers, whose children count. */
const isStructure = (type: string): boolean => /^(pulumi:pulumi:Stack$|platform:)/.test(type);
const isProvider = (type: string): boolean => type.startsWith("pulumi:providers:");

function take(step: StepEventMetadata, steps: Steps): void {
    const { op, type, urn } = step;
    if (isStructure(type)) return;
    if (op === "same" && !isProvider(type)) steps.unchanged += 1;
    const operation = operations[op];
    if (!operation) return;
    // A provider is added together with what needs it, and creates nothing itself.
    if (isProvider(type) && (operation === "added" || operation === "removed")) return;
    steps.resources.push({
        op: operation,
        type,
        name: urn.split("::").slice(3).join("::"),
        layer: /platform:[^:$]+:([^:$]+)/.exec(urn)?.[1] ?? "Stack",
        inputs: operation === "changed" || operation === "replaced" ? inputChanges(step) : [],
        retained: operation === "removed" && step.old?.retainOnDelete === true,
    });
}

/** Inputs that changed, according to the provider's comparison; those that force a replacement come first. */
function inputChanges({ old, new: now, detailedDiff, keys = [], diffs = [] }: StepEventMetadata): ValueChange[] {
    const [before, after] = [readable(old?.inputs ?? {}), readable(now?.inputs ?? {})];
    const paths = Object.keys(detailedDiff ?? {});
    // The engine's own reasons, such as a changed provider, are not part of a provider's comparison.
    const others = [...new Set([...keys, ...diffs])].filter((key) => !paths.some((path) => path.startsWith(key)));
    const changes = [...paths, ...others].map((path) => {
        const forces = detailedDiff?.[path]?.diffKind.endsWith("-replace") ?? keys.includes(path);
        // It isn't always marked as a secret, and may contain a token.
        const shown = (inputs: unknown) => (path.startsWith("kubeconfig") ? masked : valueAt(inputs, path));
        return valueChange(path, shown(before), shown(after), forces);
    });
    return changes.sort((one, other) => Number(other.forces) - Number(one.forces));
}
