import { Terminal } from "@xterm/headless";

/** A terminal, implemented by xterm.js: its contents are what a person would see. */
export class Screen {
    readonly isTTY = true;
    /** Everything that was written, including control sequences. */
    written = "";
    private readonly terminal: Terminal;

    constructor(
        public columns = 80,
        public rows = 24,
    ) {
        this.terminal = new Terminal({ cols: columns, rows, convertEol: true, allowProposedApi: true });
    }

    readonly write = (chunk: string | Uint8Array): boolean => {
        this.written += String(chunk);
        this.terminal.write(chunk);
        return true;
    };

    /** All lines up to the cursor, including those that have scrolled out of view. */
    async lines(): Promise<string[]> {
        await new Promise<void>((shown) => this.terminal.write("", shown));
        const { active } = this.terminal.buffer;
        const lines = Array.from({ length: active.baseY + active.cursorY + 1 }, (_, at) =>
            String(active.getLine(at)?.translateToString(true)),
        );
        return active.cursorX === 0 ? lines.slice(0, -1) : lines;
    }

    /** Resizes it, like a person's window. */
    async resize(columns: number, rows = this.rows): Promise<void> {
        await this.lines();
        [this.columns, this.rows] = [columns, rows];
        this.terminal.resize(columns, rows);
    }
}
