import { z } from "zod";
import type { Shape } from "../frame/shape";

const text = z.string();
const left = z.object({ what: text, why: text });

export const schema = z.object({
    version: z.literal(1),
    folder: text.nullable().describe("--output; null where nothing was written."),
    files: z.array(
        z.object({
            path: text.describe("In the folder."),
            objects: z.array(text).describe("Kind and name of each; empty for a file that is not Kubernetes'."),
        }),
    ),
    leftOut: z.array(left).describe("What is there, and is in no file."),
    toGive: z.array(left).describe("What a file refers to, and has to be given: passwords of connectors."),
});

export type Report = z.infer<typeof schema>;

export const shape: Shape = { version: 1, schema };
