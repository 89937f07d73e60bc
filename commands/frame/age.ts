/** How long ago something was, for people: `12 s`, `3 min`, `2 h`, `5 days`. @param since RFC 3339. */
export function age(since: string | undefined, now: Date): string {
    const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(since ?? "")) / 1000));
    if (!Number.isFinite(seconds)) return "an unknown time";
    if (seconds < 120) return `${seconds} s`;
    if (seconds < 120 * 60) return `${Math.round(seconds / 60)} min`;
    if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
    return `${Math.round(seconds / 86400)} days`;
}
