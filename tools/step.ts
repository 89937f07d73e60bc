/** The current state of a part of the work. Times are in milliseconds since 1970. */
export interface Step {
    /** Such as `Pulumi's engine 3.259.0`. */
    title: string;
    phase: "waiting" | "downloading" | "compiling" | "done" | "failed";
    /** What is currently being done: a module, a package, or what it waits for. */
    detail: string;
    /** Modules downloaded, or packages compiled. */
    count: number;
    /** The total number of packages; undefined until known. Those that were compiled earlier don't count again. */
    total?: number;
    startedAt: number;
    endedAt?: number;
}

/** Where the user sees the progress. */
export interface Display {
    /** Called with a step whenever it has changed. */
    show(step: Step): void;
}

export const isOver = ({ phase }: Step): boolean => phase === "done" || phase === "failed";

/** `3 min 12 s`, `42 s`, `4.2 s`. */
export function duration(ms: number): string {
    const seconds = ms / 1000;
    if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
    const whole = Math.round(seconds);
    return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** The progress of a step, in words: `812 of 1561 packages`. */
export function progress({ phase, count, total, detail }: Step): string {
    if (phase === "waiting") return detail;
    if (phase === "downloading") return count === 0 ? "looking for what is missing" : `${count} modules`;
    return `${count} of ${total ?? "?"} packages`;
}

/** A completed step, in one line. */
export function ending({ title, phase, startedAt, endedAt = startedAt }: Step): string {
    return `${title}: ${phase === "done" ? "ready" : "failed"} after ${duration(endedAt - startedAt)}`;
}

const cells = 24;

/** A step in progress, in a line of at most `width` characters, with a bar while it compiles. */
export function line(step: Step, now: number, width: number): string {
    const { phase, count, total = 0, detail, title, startedAt } = step;
    const full = total > 0 ? Math.min(cells, Math.floor((count / total) * cells)) : 0;
    const bar = phase === "compiling" ? ` [${"#".repeat(full)}${"-".repeat(cells - full)}]` : ` ${phase}:`;
    const parts = [`${title}${bar} ${progress(step)}`, duration(now - startedAt)];
    if (phase !== "waiting" && detail) parts.push(detail);
    const text = parts.join(", ");
    return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}
