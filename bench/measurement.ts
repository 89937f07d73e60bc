export type Unit = "s" | "MB";

/** One row: something of ours, measured. */
export interface Measurement {
    what: string;
    unit: Unit;
    /** In `unit`. */
    ours: number;
    /** What ours is measured against, in the same run. */
    against?: { what: string; value: number };
    /** What ours, or its ratio to what it is measured against, must not be over. */
    bound?: { of: "ours" | "ratio"; atMost: number };
}

/** What one part of the bench found out. */
export interface Section {
    /** Unique among the sections. */
    title: string;
    rows: Measurement[];
    /** What the rows mean and how they came about: Markdown, a list item each. */
    notes: string[];
}

/** Of ours to what it is measured against; undefined where there is nothing such. */
export function ratio({ ours, against }: Measurement): number | undefined {
    return against && ours / against.value;
}

/** Whether the bound is kept; undefined where there is none. */
export function isMet(row: Measurement): boolean | undefined {
    const value = row.bound?.of === "ratio" ? ratio(row) : row.ours;
    return row.bound && value !== undefined ? value <= row.bound.atMost : undefined;
}

/** The one in the middle of an odd number of values. */
export function median(values: readonly number[]): number {
    return [...values].sort((one, other) => one - other)[(values.length - 1) / 2] ?? NaN;
}
