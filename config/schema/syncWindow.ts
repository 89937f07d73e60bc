import { z } from "zod";

const isTimeZone = (name: string): boolean => {
    try {
        return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
    } catch {
        return false;
    }
};

/** As Argo CD's SyncWindow: the schedule of its cron has five fields. Of a zone that it doesn't know, it takes UTC without a word. */
export const syncWindow = z.strictObject({
    kind: z.enum(["allow", "deny"]),
    schedule: z
        .string()
        .regex(/^([\d*,/?A-Za-z-]+ +){4}[\d*,/?A-Za-z-]+$/, "is not five fields of cron, such as 0 6 * * 1-4"),
    duration: z.string().regex(/^(?=\d)(\d+h)?(\d+m)?$/, "is not a time such as 8h or 90m"),
    timeZone: z.string().refine(isTimeZone, "is no time zone, such as Europe/Berlin").optional(),
});
