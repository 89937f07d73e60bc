import { median, type Section } from "../measurement";
import { timed } from "../timed";

export const title = "The types and the unit tests: `npm test`";

/** Odd, so that the median is one of them. */
const rounds = 3;

const quiet = ["--reporter", "dot"];
const mocha = require.resolve("mocha/bin/mocha.js");

/** Runs this checkout's tests, in turn with the same tests in one process. @throws Error if a test fails */
export async function measureTest(say: (line: string) => void): Promise<Section> {
    const [ours, others]: [number[], number[]] = [[], []];
    // The compiler checks everything once, and later only what has changed.
    await timed(["test/run.cjs", ...quiet]);
    for (let round = 1; round <= rounds; round++) {
        ours.push((await timed(["test/run.cjs", ...quiet])).seconds);
        others.push((await timed([mocha, "--config", "test/unit.mocharc.json", ...quiet])).seconds);
        say(`  npm test: ${round} of ${rounds}`);
    }
    return {
        title,
        rows: [
            {
                what: "`npm test`, whole",
                unit: "s",
                ours: median(ours),
                against: { what: "the tests in one process", value: median(others) },
                bound: { of: "ours", atMost: 20 },
            },
        ],
        notes: [
            `The whole command, from start to end, with the tools already built. The median of ${rounds} runs, in turns.`,
            "No file has changed since the last run, so the compiler has nothing to check. After a change it takes about ten " +
                "seconds of one core, while the tests run on the others. The tests in one process: mocha without `--parallel`, " +
                "and without the types.",
        ],
    };
}
