import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ensureTools, toolNames } from "../../tools";
import { CheckoutCopy } from "../diff/copy";
import { inFolder } from "../folder";
import { median, type Measurement, repeat, type Section, type Unit } from "../measurement";
import { timed } from "../timed";
import { Cluster } from "./cluster";
import { filesOf, type Size, sizes } from "./tree";

export const title = "From 50 topics to 5,000";

/** Odd, for a median. */
const rounds = 3;

/** How long the sweeper is watched, in seconds. */
const watched = 60;

/** Of a size: what each thing takes, in its unit. */
interface Found {
    validate: number;
    preview: number;
    firstSync: number;
    oneMore: number;
    sweeperCpu: number;
    sweeperRead: number;
    controller: number;
    repoServer: number;
    applicationSets: number;
}

const rows: readonly [what: string, key: keyof Found, unit: Unit, bound?: Measurement["bound"]][] = [
    ["`npm run validate`, every overlay and team", "validate", "s", { of: "ours", atMost: 30 }],
    ["`npm run preview`, a stack with teams", "preview", "s", { of: "ratio", atMost: 1.05 }],
    ["first sync of all teams", "firstSync", "s", { of: "ours", atMost: 60 }],
    ["one topic more, from commit to live", "oneMore", "s", { of: "ours", atMost: 3 }],
    ["the sweeper's CPU, in a minute", "sweeperCpu", "s"],
    ["what the sweeper reads, in a minute", "sweeperRead", "MB"],
    ["memory of Argo CD's controller", "controller", "MB"],
    ["memory of its repo server", "repoServer", "MB"],
    ["memory of its ApplicationSet controller", "applicationSets", "MB"],
];

/** Measures the same with more and more teams and topics. */
export async function measureScale(say: (line: string) => void): Promise<Section> {
    await ensureTools(toolNames);
    const found = new Map<Size, Found>();
    for (const size of sizes) {
        const ofTree = await inTree(size);
        say(`  scale: ${size.topics} topics of ${size.teams} teams: the tree`);
        found.set(size, { ...ofTree, ...(await inCluster(size)) });
        say(`  scale: ${size.topics} topics of ${size.teams} teams: the cluster`);
    }
    const [[least, fewest] = [], ...others] = found;
    if (!least || !fewest) throw new Error("there is no size");
    return {
        title,
        rows: others.flatMap(([{ topics }, ours]) =>
            rows.map(([what, key, unit, bound]) => ({
                what: `${what}: ${topics} topics`,
                unit,
                ours: ours[key],
                against: { what: `${least.topics} topics`, value: fewest[key] },
                ...(bound && { bound }),
            })),
        ),
        notes: [
            `Topics are shared evenly: ${sizes.map(({ teams, topics }) => `${topics} by ${teams} teams`).join(", ")}. ` +
                "Each team is a folder of `gitops/teams`, and an Application in an AppProject of its own.",
            `The first two: whole commands, from start to end, on a copy of this checkout; the median of ${rounds} runs, the sizes one after another.`,
            "The others: the dev stack with a real Argo CD on an embedded control plane, and a simulated operator that makes a topic " +
                "ready within a second. Argo CD is told of a commit as by a Git server's webhook.",
            "First sync: from the commit that brings all teams to the last topic that the operator has made, and all Applications being Synced. " +
                `One topic more: to the topic being made; the median of ${rounds} commits. That a topic is Healthy, Argo CD notices ` +
                "when it next compares, because the topic has an owner (docs/adr/0008): within a minute.",
            `The sweeper is watched for ${watched} s in which nobody commits. Argo CD's memory is what is resident after that.`,
        ],
    };
}

async function inTree(size: Size): Promise<Pick<Found, "validate" | "preview">> {
    return inFolder(async (folder) => {
        const checkout = join(folder, "checkout");
        mkdirSync(checkout);
        const copy = new CheckoutCopy(checkout);
        copyFileSync(join(checkout, "examples/Pulumi.teams.yaml"), join(checkout, "Pulumi.teams.yaml"));
        for (const { path, text } of filesOf(size)) {
            mkdirSync(dirname(join(checkout, path)), { recursive: true });
            writeFileSync(join(checkout, path), text);
        }
        copy.commit("Teams");
        const timeOf = async (...args: string[]) => {
            const once = async () => (await timed(["bin/confluent-gitops.cjs", ...args], checkout)).seconds;
            return median(await repeat(rounds, once));
        };
        return { validate: await timeOf("validate"), preview: await timeOf("preview", "--stack", "teams") };
    });
}

const inCluster = (size: Size): Promise<Omit<Found, "validate" | "preview">> =>
    Cluster.with(async (cluster) => {
        const firstSync = await cluster.firstSync(size);
        const first = size.topics / size.teams;
        const oneMore = await repeat(rounds, (round) => cluster.oneMore(size, first + round));
        const load = await cluster.sweeper(watched);
        return {
            firstSync,
            oneMore: median(oneMore),
            sweeperCpu: load.cpuSeconds,
            sweeperRead: load.megabytesRead,
            controller: cluster.memory("argocd-application-controller"),
            repoServer: cluster.memory("argocd-repo-server"),
            applicationSets: cluster.memory("argocd-applicationset-controller"),
        };
    });
