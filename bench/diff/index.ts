import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { committedStacks } from "../../base/checkout";
import { ensureTools } from "../../tools";
import { inFolder } from "../folder";
import { median, type Section } from "../measurement";
import { timed } from "../timed";
import { CheckoutCopy } from "./copy";

export const title = "What a change does: `npm run diff`";

/** Odd, so that the median is one of them. */
const rounds = 3;

/** A change that affects every committed stack and every overlay. */
const changes: readonly (readonly [string, RegExp, string])[] = [
    ["Pulumi.dev.yaml", /revision: main/, "revision: release"],
    ["Pulumi.eks.yaml", /name: confluent$/m, "name: another"],
    ["gitops/platform/base/kafka.yaml", /component: kafka/, "component: broker"],
];

/** Runs the whole command in a copy of this checkout. @throws Error if its output doesn't show the change's effect */
export async function measureDiff(say: (line: string) => void): Promise<Section> {
    await ensureTools(["pulumi", "kustomize"]);
    const [seconds, previews]: [number[], number[]] = [[], []];
    await inFolder(async (folder) => {
        mkdirSync(join(folder, "checkout"));
        const copy = new CheckoutCopy(join(folder, "checkout"));
        for (const [path, from, to] of changes) {
            const file = join(copy.folder, path);
            const text = readFileSync(file, "utf8");
            if (!from.test(text)) throw new Error(`${path} has no ${from.source} to change`);
            writeFileSync(file, text.replace(from, to));
        }
        for (let round = 1; round <= rounds; round++) {
            seconds.push(await timedDiff(copy.folder));
            previews.push(await timedPreviews(copy.folder));
            say(`  diff: ${round} of ${rounds}`);
        }
    });
    return {
        title,
        rows: [
            {
                what: "`npm run diff`, whole",
                unit: "s",
                ours: median(seconds),
                against: { what: "a preview of each stack", value: median(previews) },
                bound: { of: "ours", atMost: 5 },
            },
        ],
        notes: [
            `The whole command, from start to end, for a change to the stacks dev and eks, and to every ` +
                `overlay that they or an example follows. The change replaces the cluster of one stack. The median of ${rounds} runs.`,
            "For each stack, the real engine creates the base revision on stand-ins, and then previews the head revision on " +
                "that state. Both revisions of each overlay are rendered, by Kustomize where the program's own reader does not follow.",
            "A preview of each stack: `npm run preview` for one stack after another, in turns with `diff`.",
        ],
    };
}

async function timedDiff(folder: string): Promise<number> {
    const { seconds, stdout } = await timed(["bin/confluent-gitops.cjs", "diff", "--base", "main"], folder);
    if (!/aws\.eks\.Cluster .* is replaced/.test(stdout) || /no resource changes|renders the same/.test(stdout)) {
        throw new Error(`The change was to be seen in every stack and overlay:\n${stdout}`);
    }
    return seconds;
}

async function timedPreviews(folder: string): Promise<number> {
    let sum = 0;
    for (const stack of committedStacks(folder)) {
        sum += (await timed(["bin/confluent-gitops.cjs", "preview", "--stack", stack], folder)).seconds;
    }
    return sum;
}
