import { z } from "zod";
import type { Shape } from "../frame/shape";
import { parts, type Recording, trackStates } from "./recording/model";

const text = z.string();
const time = z.number().describe("Whole milliseconds since startedAt.");

const span = z.object({
    state: z.enum(trackStates),
    says: text.optional().describe("The same in the words of its controller."),
    message: text.optional().describe("Why, where it is known."),
    from: time,
    to: time.optional(),
});

const track = z.object({
    kind: text,
    namespace: text.optional(),
    name: text,
    part: z.enum(parts),
    wave: z.number().optional().describe("Argo CD's sync wave."),
    simulated: z.boolean().describe("Whether a stand-in plays the controller that sets its state."),
    spans: z.array(span),
    changes: z.array(time).describe("When its specification changed."),
});

const scene = z.object({
    name: text,
    title: text,
    explanation: text,
    result: text,
    ok: z.boolean(),
    from: time,
    to: time,
    tracks: z.array(track),
    marks: z.array(z.object({ at: time, text })).describe("What was done from outside, such as a commit."),
    measures: z.array(
        z.object({ what: text, seconds: z.number(), bound: z.number().optional().describe("The most it may take.") }),
    ),
    exhibits: z.array(z.object({ title: text, text })),
});

export const shape: Shape = {
    version: 1,
    schema: z.object({
        title: text,
        startedAt: text.describe("ISO 8601, in UTC."),
        machine: text.optional(),
        versions: z.array(z.object({ what: text, version: text, playedBy: text.optional() })),
        scenes: z.array(scene),
    }) satisfies z.ZodType<Recording>,
};
