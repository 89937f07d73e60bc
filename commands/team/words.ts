import { plural } from "../frame/words";

/** Bytes as `1.5 GiB`. */
export function amountText(bytes: number): string {
    const units = ["B", "KiB", "MiB", "GiB", "TiB"];
    const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
    return `${Number((bytes / 1024 ** power).toFixed(1))} ${units[power]}`;
}

/** Milliseconds in the largest unit that has no remainder: `7 days`. */
export function spanText(ms: number): string {
    const units = { day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1000 };
    const [name, length] = Object.entries(units).find(([, size]) => ms % size === 0) ?? ["millisecond", 1];
    return plural(ms / length, name);
}
