import { z } from "zod";
import type { Shape } from "../frame/shape";

const tools = z.object({
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

/** With --plug-ins. */
const plugIns = z.object({
    version: z.literal(1),
    plugIns: z.array(
        z.object({
            name: z.string(),
            version: z.string(),
            url: z.string().describe("The file's, for this machine's system."),
            command: z.string().describe("What installs the file."),
        }),
    ),
});

export const schema = z.union([tools, plugIns]);

export type Report = z.infer<typeof tools>;
export type PlugInsReport = z.infer<typeof plugIns>;

export const shape: Shape = { version: 1, schema };
