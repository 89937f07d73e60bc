import { canRedraw } from "../../../../tools/display";
import type { Display } from "./display";
import { LiveDisplay } from "./live";
import { PlainDisplay } from "./plain";

/**
 * The display of a demo: a block that is redrawn on a terminal, and otherwise a line for each change. It does not keep the
 * process alive.
 *
 * @param output standard error if standard output is machine-readable
 */
export function displayOn(output: NodeJS.WriteStream, env = process.env): Display {
    if (!canRedraw(output, env)) return new PlainDisplay(output);
    const other = output === process.stdout ? process.stderr : process.stdout;
    return new LiveDisplay(output, other, !env.NO_COLOR);
}
