import type { Loss } from "../model";

/** What is lost by a change, data first and in bold. @param limit characters; the rest is only counted */
export function renderLosses(losses: readonly Loss[], limit: number): string {
    const of = (severity: Loss["severity"]) => together(losses.filter((loss) => loss.severity === severity));
    const [data, service] = [of("data"), of("service")];
    const lines = [
        data.length > 0 ? "### ⚠️ Replaces or deletes what holds data\n" : "No data is replaced or deleted.",
        ...data.map(({ where, what, lost }) => `- **${where}: ${what}.** ${lost}`),
        ...(service.length > 0 ? [`\n${data.length > 0 ? "Besides" : "But"}:\n`] : []),
        ...service.map(({ where, what, lost }) => `- ${where}: ${what}. ${lost}`),
    ];
    let [count, length] = [0, 0];
    while (count < lines.length && length <= limit) length += (lines[count++]?.length ?? 0) + 1;
    if (length > limit) count -= 1;
    const shown = lines.slice(0, count).join("\n");
    return count === lines.length ? shown : `${shown}\n- **and ${lines.length - count} more**`;
}

/** What `git revert` can't undo. Empty if it can undo everything. */
export function renderFinal(final: readonly Loss[]): string {
    if (final.length === 0) return "";
    const lines = together(final).map(({ where, what, lost }) => `- ${where}: ${what}. ${lost}`);
    return ["### `git revert` doesn't take this back\n", ...lines].join("\n");
}

/** Mentions a change only once if it is the same in several overlays. */
function together(losses: readonly Loss[]): Loss[] {
    const merged = new Map<string, Loss>();
    for (const loss of losses) {
        const key = JSON.stringify([loss.what, loss.lost]);
        const where = [merged.get(key)?.where, loss.where].filter(Boolean).join(", ");
        merged.set(key, { ...loss, where });
    }
    return [...merged.values()];
}
