import { z } from "zod";
import type { Shape } from "../frame/shape";

export const schema = z.object({
    version: z.literal(1),
    passed: z.number(),
    failed: z.number(),
    skipped: z.number(),
    failures: z.array(z.object({ drill: z.string(), file: z.string(), message: z.string() })),
});

export type Report = z.infer<typeof schema>;

export const shape: Shape = { version: 1, schema };
