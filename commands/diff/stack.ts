import { committedStacks } from "../../base/checkout";
import { type Engine } from "../../rehearsal/engine";
import { assertReported } from "../../rehearsal/engine/collect";
import { changedSecrets } from "./encrypted";
import { ImaginedStack, type World } from "./imagined";
import { prose } from "./markdown/code";
import { lossesOfResources } from "./losses/resources";
import type { Refusal, Side, SideName, StackComparison } from "./model";
import { stepsCollector, type Steps } from "./steps";

export type Sides = Record<SideName, Side>;

export interface StackTask {
    stack: string;
    sides: Sides;
    world: World;
    /** Value of PULUMI_DEBUG_PROVIDERS: the stand-ins. */
    debugProviders: string;
}

/**
 * What a change does to a stack. Base is brought up on stand-ins, and head is previewed on the resulting state, so the
 * engine and the providers' own comparison say what is updated, what is replaced, and why.
 */
export async function compareStack({ stack, sides, world, debugProviders }: StackTask): Promise<StackComparison> {
    const [wasThere, isThere] = [sides.base, sides.head].map(({ checkout }) =>
        committedStacks(checkout).includes(stack),
    );
    const nothing = { stack, refusals: [], resources: [], unchanged: 0, notes: [], losses: [] };
    if (!isThere) return { ...nothing, state: "removed" };

    const { base, head } = await operations(new ImaginedStack(stack, world, debugProviders), sides, Boolean(wasThere));
    const refusals = [base?.refusal, head.refusal].filter((refusal) => refusal !== undefined);
    if (head.refusal) return { ...nothing, refusals, state: "broken" };
    const { resources, unchanged, warnings } = head.steps;
    if (base?.refusal) return { ...nothing, refusals, state: "mended" };
    if (!base) return { ...nothing, resources, notes: warnings.map(note), state: "added" };

    const secrets = changedSecrets(stack, sides.base.checkout, sides.head.checkout);
    const isSame = resources.length === 0 && secrets.length === 0;
    return {
        ...nothing,
        state: isSame ? "same" : "changed",
        resources,
        unchanged,
        notes: [...secrets, ...warnings.filter((warning) => !base.steps.warnings.includes(warning)).map(note)],
        losses: lossesOfResources(stack, resources),
    };
}

const note = (warning: string): string => `Warning: ${prose(warning)}`;

interface Outcome {
    steps: Steps;
    refusal?: Refusal;
}

/** Brings base up if it exists, and previews head on the result. */
async function operations(imagined: ImaginedStack, sides: Sides, wasThere: boolean) {
    let engine: Engine | undefined;
    try {
        const base = wasThere ? await operate("base", (onEvent) => up(onEvent)) : undefined;
        const head = await operate("head", (onEvent) => preview(onEvent));
        return { base, head };
    } finally {
        engine?.remove();
    }

    async function up(onEvent: OnEvent): Promise<void> {
        engine = await imagined.engineOf(sides.base.checkout);
        await engine.stack.up({ onEvent });
    }

    async function preview(onEvent: OnEvent): Promise<void> {
        const { checkout } = sides.head;
        if (engine) await imagined.goOnFrom(engine, checkout);
        else engine = await imagined.engineOf(checkout);
        assertReported(await engine.stack.preview({ onEvent }));
    }

    async function operate(side: SideName, run: (onEvent: OnEvent) => Promise<void>): Promise<Outcome> {
        const { steps, onEvent } = stepsCollector();
        try {
            await run(onEvent);
            return { steps };
        } catch (error) {
            const cause = isEngines(error) ? (engine?.programError() ?? error) : error;
            return { steps, refusal: { side, message: readableError(cause, steps, sides[side].checkout) } };
        }
    }
}

type OnEvent = ReturnType<typeof stepsCollector>["onEvent"];

/** Says that an operation failed. The Automation API only returns the engine's whole output. */
const isEngines = (error: unknown): boolean => error instanceof Error && error.name === "CommandError";

/** The error that the program has thrown says the most; then the engine's message; then how its process ended. */
function readableError(error: unknown, { errors }: Steps, checkout: string): string {
    const thrown = error instanceof Error ? error.message : String(error);
    const text = isEngines(error) && errors.length > 0 ? errors.join("\n") : thrown;
    return text.replaceAll(`${checkout}/`, "").replaceAll(checkout, ".");
}
