import { InvalidArgumentError } from "@commander-js/extra-typings";

const rates: Readonly<Record<string, number>> = {
    "kB/s": 1e3,
    "MB/s": 1e6,
    "GB/s": 1e9,
    "KiB/s": 1024,
    "MiB/s": 1024 ** 2,
    "GiB/s": 1024 ** 3,
};
const spans: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };

/** Parses a rate in bytes per second. @throws InvalidArgumentError for anything that isn't a rate above zero */
export const rateOf = (text: string): number =>
    amountOf(
        text,
        rates,
        "It takes a rate above zero with a unit, such as 50MB/s: kB/s, MB/s, GB/s, KiB/s, MiB/s or GiB/s.",
    );

/** Parses a time in seconds. @throws InvalidArgumentError for anything that isn't a time above zero */
export const spanOf = (text: string): number =>
    amountOf(text, spans, "It takes a time above zero with a unit, such as 7d: m, h or d.");

function amountOf(text: string, units: Readonly<Record<string, number>>, says: string): number {
    const [, number, unit = ""] = /^(\d+(?:\.\d+)?)\s?([A-Za-z/]+)$/.exec(text.trim()) ?? [];
    const factor = units[unit];
    if (factor === undefined || !(Number(number) > 0)) throw new InvalidArgumentError(says);
    return Number(number) * factor;
}

/** Returns a parser for whole numbers. @throws InvalidArgumentError for anything else, and for numbers outside the range */
export const wholeFrom =
    (least: number, most: number) =>
    (text: string): number => {
        if (!/^\d+$/.test(text) || Number(text) < least || Number(text) > most)
            throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`);
        return Number(text);
    };
