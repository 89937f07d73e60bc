import { LiveBlock, type Terminal } from "./liveBlock";
import { type Display, ending, isOver, line, type Step } from "./step";

/** A line for each running step, at the bottom of a terminal. */
export class Bars implements Display {
    private readonly underWay = new Set<Step>();
    private readonly block: LiveBlock;

    constructor(terminal: Terminal, other: Pick<Terminal, "write" | "isTTY">) {
        this.block = new LiveBlock(terminal, other, (width) =>
            [...this.underWay].map((step) => line(step, Date.now(), width)),
        );
    }

    show(step: Step): void {
        if (!isOver(step)) {
            this.underWay.add(step);
            this.block.start();
        } else if (this.underWay.delete(step)) {
            this.block.draw(`${ending(step)}\n`);
        }
        if (this.underWay.size === 0) this.block.stop();
    }
}
