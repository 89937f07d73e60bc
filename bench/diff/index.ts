import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { committedStacks } from "../../base/checkout";
import { ensureTools } from "../../tools";
import { inFolder } from "../folder";
import { median, type Section } from "../measurement";
import { CheckoutCopy } from "./copy";

export const title = "What a change does: `npm run diff`";

/** Odd, for the median to be one of them. */
const rounds = 3;

/** A change that every committed stack and every overlay has something of. */
const changes: readonly (readonly [string, RegExp, string])[] = [
    ["Pulumi.dev.yaml", /revision: main/, "revision: release"],
    ["Pulumi.eks.yaml", /name: confluent$/m, "name: another"],
    ["gitops/platform/base/kafka.yaml", /dataVolumeCapacity: \S+/, "dataVolumeCapacity: 123Gi"],
];

/** Runs the whole command in a copy of this checkout. @throws Error where it does not say what the change does */
export async function measureDiff(say: (line: string) => void): Promise<Section> {
    await ensureTools(["pulumi", "kustomize"]);
    const seconds: number[] = [];
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
            seconds.push(await timed(copy.folder));
            say(`  diff: ${round} of ${rounds}`);
        }
    });
    const stacks = committedStacks();
    return {
        title,
        rows: [
            {
                what: "`npm run diff`, whole",
                unit: "s",
                ours: median(seconds),
                bound: { of: "ours", atMost: 15 },
            },
        ],
        notes: [
            `The command from its start to its end, over a change of every committed stack (${stacks.join(", ")}), which replaces ` +
                `the cluster of one, and of every overlay. The median of ${rounds}.`,
            "Of each stack, base is brought up by the real engine on stand-ins, and head previewed on what that leaves; of " +
                "each overlay, both revisions are rendered by Kustomize.",
        ],
    };
}

async function timed(folder: string): Promise<number> {
    const started = performance.now();
    const args = ["bin/confluent-gitops.cjs", "diff", "--base", "main"];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 64 << 20 });
    const seconds = (performance.now() - started) / 1000;
    if (!/aws\.eks\.Cluster .* is replaced/.test(stdout) || /no resource changes|renders the same/.test(stdout)) {
        throw new Error(`The change was to be seen in every stack and overlay:\n${stdout}`);
    }
    return seconds;
}
