/**
 * A terminal that knows two control sequences: up n lines and away with all from there, which it does, and colours,
 * which it leaves out.
 */
export class Screen {
    readonly lines: string[] = [];
    /** Everything that was written, control sequences too. */
    written = "";

    constructor(
        readonly columns = 80,
        readonly rows = 24,
    ) {}

    readonly write = (chunk: string | Uint8Array): boolean => {
        this.written += String(chunk);
        const [control = "", text = control] = String(chunk).split("\x1b[J");
        const up = text === control ? 0 : Number(/(\d+)A\r$/.exec(control)?.[1]);
        this.lines.splice(this.lines.length - up, Infinity, ...plain(text).split("\n").slice(0, -1));
        return true;
    };
}

// eslint-disable-next-line no-control-regex -- colours are control sequences
const plain = (text: string): string => text.replace(/\x1b\[\d+m/g, "");
