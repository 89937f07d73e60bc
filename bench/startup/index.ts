import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../base/checkout";
import { inFolder } from "../folder";
import { median, type Measurement, type Section } from "../measurement";
import { defaultOptions, type NodeOptions, projectOptions } from "./options";
import { runProgram, type Run } from "./program";

export const title = "Start-up of a preview";

const stack = "eks";
/** Odd, so that the median is one of them. */
const rounds = 5;

/** Where `base/typescript.cjs` caches code without types; processes that run at the same time lose some time at worst. */
const kept = join(root, "node_modules/.cache/typescript");

interface Variant {
    options: NodeOptions;
    cold: Run[];
    warm: Run[];
}

/**
 * Starts the program in turn with the settings in our Pulumi.yaml and with Pulumi's defaults.
 *
 * @throws Error if the two don't register exactly the same resources
 */
export async function measureStartup(say: (line: string) => void): Promise<Section> {
    const ours: Variant = { options: projectOptions(), cold: [], warm: [] };
    const others: Variant = { options: defaultOptions, cold: [], warm: [] };
    await inFolder(async (folder) => {
        for (let round = 1; round <= rounds; round++) {
            for (const variant of [ours, others]) {
                const caches = mkdtempSync(join(folder, "caches-"));
                rmSync(kept, { recursive: true, force: true });
                variant.cold.push(await runProgram(stack, variant.options, caches));
                variant.warm.push(await runProgram(stack, variant.options, caches));
            }
            say(`  start-up: ${round} of ${rounds}`);
        }
    });
    const registered = sameResources([ours, others].flatMap(({ cold, warm }) => [...cold, ...warm]));
    return { title, rows: rowsOf(ours, others), notes: notesOn(registered) };
}

function sameResources([first, ...others]: readonly Run[]): number {
    const expected = first?.registered ?? [];
    for (const { registered } of others) {
        const strays = [
            ...registered.filter((line) => !expected.includes(line)),
            ...expected.filter((line) => !registered.includes(line)),
        ];
        if (strays.length > 0 || registered.length !== expected.length) {
            throw new Error(`Not every start registered the same:\n${strays.join("\n")}`);
        }
    }
    return expected.length;
}

function rowsOf(ours: Variant, others: Variant): Measurement[] {
    const row = (what: string, of: "cold" | "warm", by: "seconds" | "megabytes", atMost?: number): Measurement => {
        const value = (variant: Variant) => median(variant[of].map((run) => run[by]));
        return {
            what,
            unit: by === "seconds" ? "s" : "MB",
            ours: value(ours),
            against: { what: "Pulumi's default", value: value(others) },
            ...(atMost !== undefined && { bound: { of: "ours", atMost } }),
        };
    };
    return [
        row("cold, time", "cold", "seconds", 3),
        row("cold, peak memory", "cold", "megabytes", 250),
        row("warm, time", "warm", "seconds"),
        row("warm, peak memory", "warm", "megabytes"),
    ];
}

const notesOn = (registered: number): string[] => [
    `The Node.js process that Pulumi's language host starts for a preview of the ${stack} stack, from start to end, against ` +
        `an engine that answers at once: ${registered} registrations, the same in every run.`,
    "Ours: with the options of `Pulumi.yaml`. Pulumi's default: without them, so ts-node compiles and checks by " +
        "`tsconfig.json`, with the TypeScript version of `package.json`.",
    `Cold: nothing is cached from an earlier run. Warm: the run after that. The median of ${rounds} each, in turns.`,
    "The files are in the system's page cache. A MB is 1,000,000 bytes of resident memory.",
];
