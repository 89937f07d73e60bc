/** A terminal: all that is needed of it. */
export interface Terminal {
    write: NodeJS.WriteStream["write"];
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
    private readonly write: Terminal["write"];
    private drawn = 0;
    private end: (() => void) | undefined;

    /**
     * @param lines what stands there now, none longer than `width` on the screen.
     * @param redrawMs milliseconds from one drawing to the next.
     */
    constructor(
        private readonly terminal: Terminal,
        private readonly other: Pick<Terminal, "write">,
        private readonly lines: (width: number) => readonly string[],
        private readonly redrawMs = 200,
    ) {
        this.write = terminal.write.bind(terminal);
    }

    /** Draws it until `stop`. It does not keep the process alive. */
    start(): void {
        this.end ??= this.begin();
    }

    /** Takes it away, and leaves the streams as they were. */
    stop(): void {
        if (this.drawn > 0) this.write(this.erasure());
        this.end?.();
        this.end = undefined;
    }

    /** Draws it anew. @param above text that comes to stand above it for good, with its line's end. */
    draw(above = ""): void {
        const erasure = this.erasure();
        // A full line would wrap, and then be two.
        const lines = this.lines((this.terminal.columns || 80) - 1);
        this.drawn = lines.length;
        // In one piece: a terminal would show the gap between two.
        this.write(erasure + above + lines.map((line) => `${line}\n`).join(""));
    }

    private begin(): () => void {
        const timer = setInterval(() => this.draw(), this.redrawMs).unref();
        const restore = [this.terminal, this.other].map((stream) => this.writeAbove(stream));
        return () => {
            clearInterval(timer);
            for (const each of restore) each();
        };
    }

    /** Takes the block away before each write to a stream; the next drawing puts it under that. */
    private writeAbove(stream: Pick<Terminal, "write">): () => void {
        const write = stream.write;
        stream.write = ((...args: Parameters<Terminal["write"]>) => {
            if (this.drawn > 0) this.write(this.erasure());
            return write.apply(stream, args);
        }) as Terminal["write"];
        return () => (stream.write = write);
    }

    private erasure(): string {
        const up = this.drawn;
        this.drawn = 0;
        return up > 0 ? `\x1b[${up}A\r\x1b[J` : "";
    }
}
