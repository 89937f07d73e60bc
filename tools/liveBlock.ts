import type { createLogUpdate } from "log-update";

/** A terminal: all that is needed of it. */
export interface Terminal {
    write: NodeJS.WriteStream["write"];
    isTTY?: boolean;
    /** Default: 80. */
    columns?: number;
    /** Default: 24. */
    rows?: number;
}

/**
 * Lines at the bottom of a terminal that are drawn anew as time goes by. What others write to it meanwhile, by its
 * stream or by another, comes to stand above.
 */
export class LiveBlock {
    private update: ReturnType<typeof createLogUpdate> | undefined;
    private isMidLine = false;
    private readonly ending: (() => void)[] = [];

    /**
     * @param other the other stream, which may lead to the same terminal.
     * @param lines what stands there now, none longer than `width` on the screen.
     * @param redrawMs milliseconds from one drawing to the next.
     */
    constructor(
        private readonly terminal: Terminal,
        private readonly other: Pick<Terminal, "write" | "isTTY">,
        private readonly lines: (width: number) => readonly string[],
        private readonly redrawMs = 200,
    ) {}

    /** Columns that may be filled: a full line may wrap. A terminal may say 0 where it does not know. */
    get width(): number {
        return (this.terminal.columns || 80) - 1;
    }

    /** Draws it until `stop`. It does not keep the process alive. */
    start(): void {
        if (this.ending.length > 0) return;
        const write = { value: this.terminal.write.bind(this.terminal) };
        const size = { columns: { get: () => this.width + 1 }, rows: { get: () => this.terminal.rows || 24 } };
        const own = Object.create(this.terminal, { write, ...size }) as NodeJS.WriteStream;
        // Loading it takes a tenth of a second, for which only who sees the block should wait.
        void import("log-update").then(({ createLogUpdate }) => (this.update ??= createLogUpdate(own)));
        const timer = setInterval(() => this.draw(), this.redrawMs).unref();
        const streams = [this.terminal, this.other].filter(({ isTTY }) => isTTY);
        this.ending.push(() => clearInterval(timer), ...streams.map((stream) => this.writeAbove(stream)));
    }

    /** Takes it away, and leaves the streams as they were. */
    stop(): void {
        this.update?.clear();
        this.update?.done();
        for (const each of this.ending.splice(0)) each();
    }

    /** Draws it anew. @param above text that comes to stand above it for good, with its line's end. */
    draw(above = ""): void {
        if (above) this.terminal.write(this.isMidLine ? `\n${above}` : above);
        // It would stand beside what somebody else has only begun to write.
        if (!this.isMidLine) this.update?.(this.lines(this.width).join("\n"));
    }

    /** Takes the block away before each write to a stream; the next drawing puts it under that. */
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
