import { type Display, duration, ending, isOver, progress, type Step } from "./step";
import { Bars } from "./bars";

type Output = NodeJS.WriteStream;

const plainMs = 15_000;

/** The display of a command: bars on a terminal, otherwise a line from time to time. It does not keep the process alive. */
export const displayOn = (output: Output, env = process.env): Display =>
    canRedraw(output, env) ? new Bars(output, process.stdout) : new Lines(output);

/** Whether lines of an output can be redrawn: not in a file, nor in a CI log. */
export const canRedraw = (output: Pick<Output, "isTTY">, env = process.env): boolean =>
    Boolean(output.isTTY) && env.TERM !== "dumb" && !env.CI;

/** A line when a step starts a phase or ends, and every 15 s in between. */
export class Lines implements Display {
    private readonly told = new Map<Step, { phase: Step["phase"]; at: number }>();

    /** @param now the clock, in milliseconds */
    constructor(
        private readonly output: Pick<Output, "write">,
        private readonly now = Date.now,
    ) {}

    show(step: Step): void {
        const last = this.told.get(step);
        const now = this.now();
        if (last?.phase === step.phase && (isOver(step) || now - last.at < plainMs)) return;
        this.told.set(step, { phase: step.phase, at: now });
        const text = isOver(step)
            ? ending(step)
            : `${step.title}: ${step.phase}, ${progress(step)}, ${duration(now - step.startedAt)}`;
        this.output.write(`${text}\n`);
    }
}
