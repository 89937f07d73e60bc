export type Unit = "s" | "MB";

/** One row: a measurement of this project. */
export interface Measurement {
    what: string;
    unit: Unit;
    /** In `unit`. */
    ours: number;
    /** What it is compared with, in the same run. */
    against?: { what: string; value: number };
    /** The limit for the value, or for its ratio to the one that it is compared with. */
    bound?: { of: "ours" | "ratio"; atMost: number };
}

/** The results of one part of the benchmark. */
export interface Section {
    /** Unique among the sections. */
    title: string;
    rows: Measurement[];
    /** What the rows mean and how they were measured: Markdown, each a list item. */
    notes: string[];
}

/** The ratio of this project's value to the one that it is compared with; undefined if there is none. */
export function ratio({ ours, against }: Measurement): number | undefined {
    return against && ours / against.value;
}

/** Whether the value is within the limit; undefined if there is none. */
export function isMet(row: Measurement): boolean | undefined {
    const value = row.bound?.of === "ratio" ? ratio(row) : row.ours;
    return row.bound && value !== undefined ? value <= row.bound.atMost : undefined;
}

/** The middle one of an odd number of values. */
export function median(values: readonly number[]): number {
    return [...values].sort((one, other) => one - other)[(values.length - 1) / 2] ?? NaN;
}

/** What somebody measures, a few times one after the other. */
export async function repeat(count: number, once: (round: number) => Promise<number>): Promise<number[]> {
    const values: number[] = [];
    for (let round = 0; round < count; round++) values.push(await once(round));
    return values;
}
