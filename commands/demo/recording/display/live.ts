import { LiveBlock, type Terminal } from "../../../../tools/liveBlock";
import type { Mark, SceneRecord } from "../model";
import type { Display, Look, SceneBegun } from "./display";
import { changedLines, summaryLine } from "./block";
import { type Paint, paintWith } from "./style";
import { fit, measureLine, seconds, wrap } from "./words";

/** Lines that resources can't use: the title above the block, its summary, and space for other output. */
const reserved = 8;

const redrawMs = 100;

/** The display on a terminal: a line for each resource that changes. It is redrawn until the scene ends, and then stays. */
export class LiveDisplay implements Display {
    private readonly paint: Paint;
    private readonly block: LiveBlock;
    private from = 0;
    private look: () => Look = () => ({ now: 0, tracks: [] });

    /** @param colour whether to use colours. */
    constructor(
        private readonly terminal: Terminal,
        other: Pick<Terminal, "write" | "isTTY">,
        colour: boolean,
    ) {
        this.paint = paintWith(colour);
        this.block = new LiveBlock(terminal, other, (width) => this.lines(width), redrawMs);
    }

    begin({ title, explanation, from }: SceneBegun, look: () => Look): void {
        this.from = from;
        this.look = look;
        const { width } = this.block;
        const rule = "─".repeat(Math.max(0, Math.min(width, 100) - title.length - 4));
        const head = [`── ${this.paint.bold(title)} ${this.paint.dim(rule)}`, ...wrap(explanation, width)];
        this.terminal.write(`\n${head.join("\n")}\n\n`);
        this.block.start();
    }

    /** Shown with the next redraw, a moment later. */
    show(): void {}

    mark({ at, text }: Mark): void {
        this.block.draw(`${fit(`  ${seconds(at - this.from)}  ▸ ${text}`, this.block.width)}\n`);
    }

    end({ ok, result, measures, from, to, tracks }: SceneRecord): void {
        this.block.stop();
        const { width } = this.block;
        const verdict = `${ok ? "✓" : "✗"} ${seconds(to - from)}: ${result}`;
        const state = ok ? "healthy" : "degraded";
        const lines = [
            ...changedLines({ now: to, from, tracks, width, paint: this.paint }),
            "",
            ...verdict.split("\n").flatMap((line) => wrap(line, width).map((part) => this.paint.state(state, part))),
            ...measures.map((measure) => `  ${measureLine(measure)}`),
        ];
        this.terminal.write(`${lines.join("\n")}\n`);
    }

    private lines(width: number): string[] {
        const height = Math.max(4, (this.terminal.rows || 24) - reserved);
        const frame = { ...this.look(), from: this.from, width, height, paint: this.paint };
        return [...changedLines(frame), summaryLine(frame)];
    }
}
