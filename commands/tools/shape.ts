import { z } from "zod";
import type { Shape } from "../frame/shape";

export const schema = z.object({
    version: z.literal(1),
    tools: z.array(
        z.object({
            name: z.string(),
            version: z.string(),
            path: z.string().describe("Absolute."),
            origin: z.enum(["installed", "built"]).describe("Found on PATH or in KUBEBUILDER_ASSETS, or built here."),
        }),
    ),
    argoCdManifests: z.object({ version: z.string() }),
});

export type Report = z.infer<typeof schema>;

export const shape: Shape = { version: 1, schema };
