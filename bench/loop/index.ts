import { median, repeat, type Section } from "../measurement";
import { measureDemo } from "./demo";
import { Loop } from "./loop";

export const title = "The GitOps loop";

/** Odd, so that there is a median. */
const times = 5;

/** How Argo CD's defaults find a commit without a notification: every two to three minutes. */
const shipped = { "timeout.reconciliation": "120s", "timeout.reconciliation.jitter": "60s" };

/** Measures the time from commit to live, from drift to healed, and the whole demo. Takes about six minutes. */
export async function measureLoop(say: (line: string) => void): Promise<Section> {
    say("  loop: commits, and changes by hand");
    const ours = await Loop.with({}, async (loop) => ({
        announced: await repeat(times, () => loop.commitToLive({ announced: true })),
        healed: await repeat(times, async () => {
            await loop.commitToLive({ announced: true });
            return loop.driftToHealed();
        }),
        healedAgain: await loop.driftToHealed(),
        unannounced: await loop.commitToLive({ announced: false }),
    }));
    say("  loop: a commit that nobody tells Argo CD of, as it is shipped");
    const polled = await Loop.with(shipped, (loop) => loop.commitToLive({ announced: false }));
    say("  loop: the whole demo");
    const demo = await measureDemo();
    const against = { what: "Argo CD's default poll", value: polled };
    return {
        title,
        rows: [
            row("commit to live, by webhook", median(ours.announced), { against, atMost: 2 }),
            row("commit to live, nobody tells", ours.unannounced, { against }),
            row("drift to healed", median(ours.healed), { atMost: 2 }),
            row("the same drift, right again", ours.healedAgain, {}),
            row("`npm run demo`, whole", demo, { atMost: 90 }),
        ],
        notes: [
            "The dev stack with a real Argo CD on an embedded control plane. kwok simulates the Confluent operator; its " +
                "components are ready within a second.",
            `By webhook: Argo CD is told of the commit, as a Git server's webhook does it. Each time runs until the Application ` +
                `is Synced to the commit and Healthy. The median of ${times} commits and of ${times} drifts.`,
            "A drift is the first one at its commit. Before it heals another one at the same commit, Argo CD waits: 1 s, then " +
                "twice as long each time, at most 30 s (`config/charts/argoCdConfig`).",
            "Nobody tells: the commit comes right after Argo CD has polled, and waits for the next poll. One try each. Ours: " +
                "`timeout.reconciliation` of 30 s (`config/charts/argoCdConfig`). Argo CD's default: 120 s, and up to 60 s of jitter.",
            "The whole demo: the command from start to end, all scenes, with the tools already built.",
        ],
    };
}

interface Limits {
    against?: { what: string; value: number };
    atMost?: number;
}

const row = (what: string, ours: number, { against, atMost }: Limits) => ({
    what,
    unit: "s" as const,
    ours,
    ...(against && { against }),
    ...(atMost !== undefined && { bound: { of: "ours" as const, atMost } }),
});
