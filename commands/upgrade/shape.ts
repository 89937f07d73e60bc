import { z } from "zod";
import type { Shape } from "../frame/shape";

const text = z.string();

const step = z.object({
    title: text,
    why: text.describe("What happens, and what does not."),
    done: z.boolean(),
    byHand: z.array(text).describe("What to write by hand, where no patch can be given."),
    writes: z.array(text).describe("Commands that write the stack's file, before the commit."),
    patch: text.nullable().describe("For git apply; null where there is none."),
    files: z.array(text).describe("What those commands write."),
    message: text.describe("Of the commit."),
    runs: z.array(text).describe("What to run once the commit is merged."),
    waits: z.array(z.object({ command: text, until: text.describe("What it shows once it is time to go on.") })),
});

const upgrade = { version: z.literal(2), stack: text, isDone: z.boolean().describe("Whether nothing is left to do.") };

const ofOne = z
    .object({ ...upgrade, what: z.enum(["operator", "kubernetes"]), from: text, to: text, steps: z.array(step) })
    .describe("With --operator or --kubernetes.");

const absent = "null where the stack has none of its own.";
const versions = z.object({
    operator: text.describe("Confluent for Kubernetes. An upgrade that is under way counts as done."),
    platform: text.describe("Confluent Platform."),
    coordination: z.enum(["ZooKeeper", "KRaft"]),
    controlCenter: text.nullable().describe(`legacy, or the version of the next generation; ${absent}`),
    kubernetes: text.nullable().describe(absent),
    argoCd: text.nullable().describe(`The version of the chart argo-cd; ${absent}`),
    addons: z.record(text, text).describe("The version of each addon's chart."),
});

const ofAll = z
    .object({
        ...upgrade,
        what: z.literal("path"),
        from: versions,
        to: versions,
        conflicts: z.array(text).describe("What does not go together today."),
        promotesFrom: text.nullable().describe("The environment that this one's versions come from."),
        steps: z.array(
            step.extend({
                kind: z.enum(["operator", "platform", "kraft", "controlCenter", "kubernetes", "argoCd", "addon"]),
                from: text,
                to: text,
                rehearse: text.describe("A command that rehearses it, without a cluster."),
                page: text.describe("The guide, from the top of the checkout."),
            }),
        ),
    })
    .describe("Without either: the way across all versions.");

export const schema = z.union([ofOne, ofAll]);

export type Report = z.infer<typeof ofOne>;
export type PathReport = z.infer<typeof ofAll>;

export const shape: Shape = { version: 2, schema };
