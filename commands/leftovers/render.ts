import type { Found } from "./look";
import type { Leftover, Stays } from "./leftover";
import { pricesOf } from "./prices";
import type { Report } from "./shape";
import type { Target } from "./target";

const dollars = (sum: number): string => `$ ${sum.toFixed(2)}`;
const total = (leftovers: readonly Leftover[]): number => leftovers.reduce((sum, { monthly }) => sum + monthly, 0);

const titles: Record<Stays, string> = {
    "the stack's": "Of the stack itself:",
    "in use": "In use, and left alone:",
    retained: "Apparently kept on purpose. To include them, use --include-retained:",
    "goes by itself": "Deleted automatically:",
};

/** The result for people. */
export function render(target: Target, { leftovers, unseen }: Found): string {
    const left = leftovers.filter(({ stays }) => !stays);
    const where = `the stack ${target.stack} (cluster ${target.cluster}, ${target.region})`;
    const sections = [
        left.length === 0
            ? `Nothing is left to delete of ${where}.`
            : `${left.length} left of ${where}, about ${dollars(total(left))} a month:\n\n${entries(left)}`,
        ...(Object.keys(titles) as Stays[]).flatMap((stays) => {
            const those = leftovers.filter((leftover) => leftover.stays === stays);
            return those.length === 0 ? [] : [`${titles[stays]}\n\n${entries(those)}`];
        }),
        ...(unseen.length > 0 ? [`Not checked, because permissions are missing:\n\n${indented(unseen)}`] : []),
    ];
    if (total(leftovers) > 0)
        sections.push(`Prices are those of us-east-1 in ${pricesOf}; other regions usually cost more.`);
    return sections.join("\n\n");
}

const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join("\n");

function entries(leftovers: readonly Leftover[]): string {
    const width = (pick: (leftover: Leftover) => string) => Math.max(...leftovers.map((one) => pick(one).length));
    const [kinds, ids] = [width(({ kind }) => kind), width(({ id }) => id)];
    return leftovers
        .map(({ kind, id, what, monthly, because, command }) =>
            [
                `  ${kind.padEnd(kinds)}  ${id.padEnd(ids)}  ${monthly > 0 ? `about ${dollars(monthly)}  ` : ""}${what}`,
                ...(because ? [`      ${because}`] : []),
                ...(command ? [`      ${command}`] : []),
            ].join("\n"),
        )
        .join("\n");
}

/** The result as JSON. */
export function json({ stack, cluster, region }: Target, { leftovers, unseen }: Found): Report {
    const things = leftovers.map(({ kind, id, what, monthly, stays, because, command }) => ({
        kind,
        id,
        what,
        monthlyUsd: Number(monthly.toFixed(2)),
        stays: stays ?? null,
        because: because ?? null,
        command: command ?? null,
    }));
    return { stack, cluster, region, pricesOf: `us-east-1, ${pricesOf}`, leftovers: things, unseen };
}
