import { type Display, ending, isOver, line, type Step } from "./step";

/** A terminal: all that is needed of it. */
export interface Terminal {
    write: NodeJS.WriteStream["write"];
    columns?: number;
}

const redrawMs = 200;

/**
 * One line for each step under way, at the bottom of a terminal. What others write to it meanwhile, by its stream or by
 * another, comes to stand above.
 */
export class Bars implements Display {
    private readonly underWay = new Set<Step>();
    private readonly write: Terminal["write"];
    private drawn = 0;
    private end: (() => void) | undefined;

    constructor(
        private readonly terminal: Terminal,
        private readonly other: Pick<Terminal, "write">,
    ) {
        this.write = terminal.write.bind(terminal);
    }

    show(step: Step): void {
        if (!isOver(step)) {
            this.underWay.add(step);
            this.end ??= this.begin();
        } else if (this.underWay.delete(step)) {
            this.draw(`${ending(step)}\n`);
        }
        if (this.underWay.size > 0) return;
        this.end?.();
        this.end = undefined;
    }

    private begin(): () => void {
        const timer = setInterval(() => this.draw(), redrawMs).unref();
        const restore = [this.terminal, this.other].map((stream) => this.writeAbove(stream));
        return () => {
            clearInterval(timer);
            for (const each of restore) each();
        };
    }

    /** Takes the bars away before each write to a stream; the next drawing puts them under it. */
    private writeAbove(stream: Pick<Terminal, "write">): () => void {
        const write = stream.write;
        stream.write = ((...args: Parameters<Terminal["write"]>) => {
            this.erase();
            return write.apply(stream, args);
        }) as Terminal["write"];
        return () => (stream.write = write);
    }

    private draw(above = ""): void {
        this.erase();
        const width = (this.terminal.columns || 80) - 1;
        const lines = [...this.underWay].map((step) => `${line(step, Date.now(), width)}\n`);
        this.drawn = lines.length;
        this.write(above + lines.join(""));
    }

    private erase(): void {
        if (this.drawn > 0) this.write(`\x1b[${this.drawn}A\r\x1b[J`);
        this.drawn = 0;
    }
}
