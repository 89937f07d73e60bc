import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import { plain, readable } from "../../rehearsal/engine/collect";
import type { Operation, ResourceChange, ValueChange } from "./model";
import { masked, valueAt, valueChange } from "./values";

/** What the engine said in one operation. */
export interface Steps {
    resources: ResourceChange[];
    /** How many resources stay as they are; layers and providers are not counted. */
    unchanged: number;
    warnings: string[];
    errors: string[];
}

/** A replacement comes in three steps: the one called `replace` stands for all. */
const operations: Record<string, Operation> = {
    create: "added",
    update: "changed",
    replace: "replaced",
    delete: "removed",
};

/** Gathers what a preview would do, in the order in which the engine decided. */
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

/** Made by nobody: the stack itself, and layers, whose children are what counts. */
const isStructure = (type: string): boolean => /^(pulumi:pulumi:Stack$|platform:)/.test(type);
const isProvider = (type: string): boolean => type.startsWith("pulumi:providers:");

function take(step: StepEventMetadata, steps: Steps): void {
    const { op, type, urn } = step;
    if (isStructure(type)) return;
    if (op === "same" && !isProvider(type)) steps.unchanged += 1;
    const operation = operations[op];
    if (!operation) return;
    // A provider is added with what needs it, and does nothing of its own.
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

/** Inputs that changed, by the provider's own comparison; what forces a replacement first. */
function inputChanges({ old, new: now, detailedDiff, keys = [], diffs = [] }: StepEventMetadata): ValueChange[] {
    const [before, after] = [readable(old?.inputs ?? {}), readable(now?.inputs ?? {})];
    const paths = Object.keys(detailedDiff ?? {});
    // The engine's own reasons, such as another provider, are in no comparison by a provider.
    const others = [...new Set([...keys, ...diffs])].filter((key) => !paths.some((path) => path.startsWith(key)));
    const changes = [...paths, ...others].map((path) => {
        const forces = detailedDiff?.[path]?.diffKind.endsWith("-replace") ?? keys.includes(path);
        // Not always marked as a secret, and may hold a token.
        const shown = (inputs: unknown) => (path.startsWith("kubeconfig") ? masked : valueAt(inputs, path));
        return valueChange(path, shown(before), shown(after), forces);
    });
    return changes.sort((one, other) => Number(other.forces) - Number(one.forces));
}
