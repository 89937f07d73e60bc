/** Which providers the official plug-ins serve, and which are stood in for. */
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { findInstalled, type Found, type Places } from "./installed";
import { STAND_IN_KINDS, type StandInKind } from "./options";
import { packageVersion } from "./packages";

const run = promisify(execFile);

export interface ServedProvider {
    readonly name: StandInKind;
    /** `official v7.48.0` or `stand-in`. */
    readonly by: string;
    readonly isStandIn: boolean;
    /** For the user's output. */
    readonly sentence: string;
}

export interface OfficialRequest {
    /** Providers to stand in for even where the official plug-in is there: a command that must not reach AWS. */
    readonly require?: readonly StandInKind[];
    /** The engine's binary, to download plug-ins with. Default: nothing is downloaded. */
    readonly pulumi?: string;
    /** Where downloads that failed are remembered. Default: `.tools/plug-ins.json` of this project. */
    readonly cache?: string;
    /** Default: PULUMI_HOME, else `~/.pulumi`. */
    readonly pulumiHome?: string;
}

/** Seconds that a download may take. */
const DOWNLOAD_SECONDS = 20;

/** The three build on each other: a real component over a stood-in provider would be neither. */
const TOGETHER: readonly StandInKind[] = ["aws", "awsx", "eks"];

type Official = Readonly<Partial<Record<StandInKind, Found>>>;

/** Who serves each provider, given what is there. */
export function decide(official: Official, require: readonly StandInKind[] = []): ServedProvider[] {
    return STAND_IN_KINDS.map((name) => {
        const group = TOGETHER.includes(name) ? TOGETHER : [name];
        const asked = group.filter((member) => require.includes(member));
        const lacking = group.filter((member) => official[member] === undefined);
        const found = official[name];
        if (asked.length === 0 && lacking.length === 0 && found !== undefined) {
            const by = `official v${found.version}`;
            return { name, by, isStandIn: false, sentence: `${name}: ${by} (${found.where})` };
        }
        const why =
            asked.length > 0
                ? "this command must not reach a real account or cluster"
                : lacking.includes(name)
                  ? `the official plug-in v${packageVersion(name)} is neither installed nor to be downloaded`
                  : `the official plug-in of ${lacking.join(", ")} is missing, and they go together`;
        return { name, by: "stand-in", isStandIn: true, sentence: `${name}: stand-in (${why})` };
    });
}

/** Looks at PATH and the engine's plug-in folder, tries to download once a day what is missing, and decides. */
export async function servedProviders(request: OfficialRequest = {}): Promise<ServedProvider[]> {
    const { require = [], pulumi } = request;
    const places: Places = {
        path: process.env.PATH ?? "",
        home: request.pulumiHome ?? process.env.PULUMI_HOME ?? join(homedir(), ".pulumi"),
    };
    const cache = request.cache ?? join(__dirname, "../../.tools/plug-ins.json");
    const mayDownload = process.env.PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION !== "true";
    const wanted = STAND_IN_KINDS.filter((name) => !(TOGETHER.includes(name) ? TOGETHER : [name]).some(isRequired));

    function isRequired(name: StandInKind): boolean {
        return require.includes(name);
    }

    const look = async (): Promise<Official> =>
        Object.fromEntries(
            await Promise.all(
                wanted.map(async (name) => [name, await findInstalled(name, packageVersion(name), places)]),
            ),
        ) as Official;
    let official = await look();
    const missing = wanted.filter((name) => official[name] === undefined);
    if (missing.length > 0 && pulumi !== undefined && mayDownload && (await download(missing, pulumi, places, cache))) {
        official = await look();
    }
    return decide(official, require);
}

/** Name and version of a plug-in to the day, as `2026-01-31`, on which its download last failed. */
type Failures = Readonly<Record<string, string>>;

async function download(
    names: readonly StandInKind[],
    pulumi: string,
    { home }: Places,
    cache: string,
): Promise<boolean> {
    const today = new Date().toISOString().slice(0, 10);
    const before = await readFailures(cache);
    const key = (name: StandInKind): string => `${name} ${packageVersion(name)}`;
    const due = names.filter((name) => before[key(name)] !== today);
    const failed = new Set<StandInKind>();
    await Promise.all(
        due.map((name) =>
            run(pulumi, ["plugin", "install", "resource", name, packageVersion(name)], {
                env: { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
                timeout: DOWNLOAD_SECONDS * 1000,
            }).catch(() => failed.add(name)),
        ),
    );
    const after = { ...before, ...Object.fromEntries([...failed].map((name) => [key(name), today])) };
    if (failed.size > 0) {
        await mkdir(dirname(cache), { recursive: true });
        await writeFile(cache, `${JSON.stringify(after, undefined, 2)}\n`);
    }
    return due.length > failed.size;
}

async function readFailures(cache: string): Promise<Failures> {
    try {
        return JSON.parse(await readFile(cache, "utf8")) as Failures;
    } catch {
        // Not there yet, or cut off by a crash: then the download is tried again.
        return {};
    }
}
