import { z } from "zod";

const isTimeZone = (name: string): boolean => {
    try {
        return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
    } catch {
        return false;
    }
};

/**
 * Like Argo CD's SyncWindow: the cron schedule has five fields. For a time zone that it doesn't know, Argo CD silently
 * uses UTC.
 */
export const syncWindow = z.strictObject({
    kind: z.enum(["allow", "deny"]),
    schedule: z
        .string()
        .regex(/^([\d*,/?A-Za-z-]+ +){4}[\d*,/?A-Za-z-]+$/, "is not five fields of cron, such as 0 6 * * 1-4"),
    duration: z.string().regex(/^(?=\d)(\d+h)?(\d+m)?$/, "is not a time such as 8h or 90m"),
    timeZone: z.string().refine(isTimeZone, "is no time zone, such as Europe/Berlin").optional(),
});
