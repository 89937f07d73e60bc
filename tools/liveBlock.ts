import type { createLogUpdate } from "log-update";

/** The part of a terminal that is needed. */
export interface Terminal {
    write: NodeJS.WriteStream["write"];
    isTTY?: boolean;
    /** Default: 80. */
    columns?: number;
    /** Default: 24. */
    rows?: number;
}

/**
 * Lines at the bottom of a terminal that are redrawn regularly. What others write in the meantime, to this stream or
 * another one, appears above.
 */
export class LiveBlock {
    private update: ReturnType<typeof createLogUpdate> | undefined;
    private isMidLine = false;
    private readonly ending: (() => void)[] = [];

    /**
     * @param other the other stream, which may lead to the same terminal
     * @param lines the current lines, none longer than `width` on the screen
     * @param redrawMs milliseconds between two drawings
     */
    constructor(
        private readonly terminal: Terminal,
        private readonly other: Pick<Terminal, "write" | "isTTY">,
        private readonly lines: (width: number) => readonly string[],
        private readonly redrawMs = 200,
    ) {}

    /** The number of columns to fill: a full line may wrap. A terminal that doesn't know its width may return 0. */
    get width(): number {
        return (this.terminal.columns || 80) - 1;
    }

    /** Draws it until `stop`. It doesn't keep the process alive. */
    start(): void {
        if (this.ending.length > 0) return;
        const write = { value: this.terminal.write.bind(this.terminal) };
        const size = { columns: { get: () => this.width + 1 }, rows: { get: () => this.terminal.rows || 24 } };
        const own = Object.create(this.terminal, { write, ...size }) as NodeJS.WriteStream;
        // Loading it takes a tenth of a second, for which only users who see the block should wait.
        void import("log-update").then(({ createLogUpdate }) => (this.update ??= createLogUpdate(own)));
        const timer = setInterval(() => this.draw(), this.redrawMs).unref();
        const streams = [this.terminal, this.other].filter(({ isTTY }) => isTTY);
        this.ending.push(() => clearInterval(timer), ...streams.map((stream) => this.writeAbove(stream)));
    }

    /** Removes it, and restores the streams. */
    stop(): void {
        this.update?.clear();
        this.update?.done();
        for (const each of this.ending.splice(0)) each();
    }

    /** Redraws it. @param above text that stays above it for good, including its line end */
    draw(above = ""): void {
        if (above) this.terminal.write(this.isMidLine ? `\n${above}` : above);
        // It would follow an unfinished line of another writer.
        if (!this.isMidLine) this.update?.(this.lines(this.width).join("\n"));
    }

    /** Removes the block before each write to a stream; the next drawing puts it below. */
    private writeAbove(stream: Pick<Terminal, "write">): () => void {
        const write = stream.write;
        stream.write = ((...args: Parameters<Terminal["write"]>) => {
            this.update?.clear();
            if (args[0].length > 0) this.isMidLine = !/\n$/.test(args[0].toString());
            return write.apply(stream, args);
        }) as Terminal["write"];
        return () => (stream.write = write);
    }
}
