import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { ensureTools, toolNames } from "../../tools";
import { inFolder } from "../folder";
import { median, type Section } from "../measurement";
import { projectOptions } from "../startup/options";
import { runProgram } from "../startup/program";
import { timed } from "../timed";

export const title = "A preview without an account: `npm run preview`";

/** Odd, so that the median is one of them. */
const rounds = 5;

/** The stack whose program runs without a cluster. */
const measuredAlone = "eks";

/** A laptop, and AWS; staging and prod only have more of the same. */
const measured = ["dev", measuredAlone];

/** Previews a stack of each kind, in turn with starting only the program. */
export async function measurePreview(say: (line: string) => void): Promise<Section> {
    await ensureTools(toolNames);
    const wholes = new Map(measured.map((stack) => [stack, [] as number[]]));
    const alone: number[] = [];
    await inFolder(async (folder) => {
        for (let round = 1; round <= rounds; round++) {
            for (const [stack, seconds] of wholes) {
                seconds.push((await timed(["bin/confluent-gitops.cjs", "preview", "--stack", stack])).seconds);
            }
            const caches = mkdtempSync(join(folder, "caches-"));
            alone.push((await runProgram(measuredAlone, projectOptions(), caches)).seconds);
            say(`  preview: ${round} of ${rounds}`);
        }
    });
    return {
        title,
        rows: [...wholes].map(([stack, seconds]) => ({
            what: `\`npm run preview -- --stack ${stack}\``,
            unit: "s",
            ours: median(seconds),
            ...(stack === measuredAlone && { against: { what: "its program alone", value: median(alone) } }),
            bound: { of: "ours", atMost: 4 },
        })),
        notes: [
            `The whole command, from start to end, with the tools already built. The median of ${rounds} runs.`,
            "Its program alone: the Node.js process that Pulumi starts for the same preview, against an engine that answers at " +
                "once, measured in turns. The rest is the engine, the stand-ins, and, for a stack that uses an existing " +
                "cluster, an embedded control plane.",
        ],
    };
}
