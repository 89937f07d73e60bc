/** Which providers the official plug-ins serve, and which have stand-ins. */
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { findInstalled, type Found, type Places } from "./installed";
import { STAND_IN_KINDS, type StandInKind } from "./options";
import { BROUGHT, packageVersion, type ComponentPackage, type PlugIn } from "./packages";
import { storeFolder } from "../../tools/store";

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
    /** Providers that are used: for others, nothing is looked for or downloaded. */
    readonly kinds: readonly StandInKind[];
    /** Providers that need a stand-in even if the official plug-in is installed, for a command that must not reach AWS. */
    readonly require?: readonly StandInKind[];
    /** The engine's binary, which downloads plug-ins. Default: nothing is downloaded. */
    readonly pulumi?: string;
    /** Where failed downloads are recorded. Default: `.tools/plug-ins.json` in this project. */
    readonly cache?: string;
    /** Folders of binaries. Default: PATH. */
    readonly path?: string;
    /** Default: PULUMI_HOME, otherwise `~/.pulumi`. */
    readonly pulumiHome?: string;
}

/** Seconds that a download may take. */
const DOWNLOAD_SECONDS = 20;

/** These three depend on each other: a real component with a stand-in for its provider would be neither real nor simulated. */
const TOGETHER: readonly StandInKind[] = ["aws", "awsx", "eks"];

/** The installed plug-ins, by `keyOf`. */
export type Installed = Readonly<Record<string, Found>>;

/** `aws v7.48.0`. */
export const keyOf = ({ name, version }: PlugIn): string => `${name} v${version}`;

const own = (name: StandInKind): PlugIn => ({ name, version: packageVersion(name) });

const groupOf = (name: StandInKind): readonly StandInKind[] => (TOGETHER.includes(name) ? TOGETHER : [name]);

/** Every plug-in that must be installed so that the official one can serve this provider. */
export const needed = (name: StandInKind): readonly PlugIn[] =>
    groupOf(name).flatMap((member) => [own(member), ...(isComponents(member) ? BROUGHT[member].plugIns : [])]);

const isComponents = (name: StandInKind): name is ComponentPackage => name in BROUGHT;

/** What serves each provider, given the installed plug-ins. */
export function decide(
    installed: Installed,
    require: readonly StandInKind[] = [],
    kinds: readonly StandInKind[] = STAND_IN_KINDS,
): ServedProvider[] {
    const there = (plugIn: PlugIn): boolean => installed[keyOf(plugIn)] !== undefined;
    const isRequired = (name: string): boolean => require.some((kind) => kind === name);
    // The stand-in for Kubernetes serves every version that is requested.
    const kubernetesIsStandIn = isRequired("kubernetes") || !there(own("kubernetes"));

    return kinds.map((name) => {
        const lacking = needed(name).filter(
            (plugIn) =>
                !there(plugIn) && !(plugIn.name === "kubernetes" && name !== "kubernetes" && kubernetesIsStandIn),
        );
        const found = installed[keyOf(own(name))];
        const asked = groupOf(name).some(isRequired);
        if (!asked && lacking.length === 0 && found !== undefined) {
            const by = `official v${found.version}`;
            return { name, by, isStandIn: false, sentence: `${name}: ${by} (${found.where})` };
        }
        const why = asked ? "this command must not reach a real account or cluster" : whatIsMissing(name, lacking);
        return { name, by: "stand-in", isStandIn: true, sentence: `${name}: stand-in (${why})` };
    });
}

function whatIsMissing(name: StandInKind, lacking: readonly PlugIn[]): string {
    if (lacking.some((plugIn) => keyOf(plugIn) === keyOf(own(name)))) {
        return `the official plug-in v${packageVersion(name)} is neither installed nor to be downloaded`;
    }
    const [what, are] = lacking.length === 1 ? ["plug-in", "is"] : ["plug-ins", "are"];
    const install = lacking
        .map(({ name, version }) => `pulumi plugin install resource ${name} ${version}`)
        .join(" && ");
    return (
        `the official ${what} ${lacking.map(keyOf).join(", ")} ${are} missing, ` +
        `and ${TOGETHER.join(", ")} go together: ${install}`
    );
}

/** Looks at PATH and the engine's plug-in folder, tries once a day to download what is missing, and decides. */
export async function servedProviders(request: OfficialRequest): Promise<ServedProvider[]> {
    const { kinds, require = [], pulumi } = request;
    const places: Places = {
        path: request.path ?? process.env.PATH ?? "",
        home: request.pulumiHome ?? process.env.PULUMI_HOME ?? join(homedir(), ".pulumi"),
    };
    const cache = request.cache ?? join(storeFolder, "plug-ins.json");
    const mayDownload = process.env.PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION !== "true";
    const open = kinds.filter((name) => !groupOf(name).some((member) => require.includes(member)));
    const wanted = new Map(open.flatMap(needed).map((plugIn) => [keyOf(plugIn), plugIn]));

    let installed = await look(wanted, places);
    const missing = [...wanted].filter(([key]) => installed[key] === undefined).map(([, plugIn]) => plugIn);
    if (missing.length > 0 && pulumi !== undefined && mayDownload && (await download(missing, pulumi, places, cache))) {
        installed = await look(wanted, places);
    }
    return decide(installed, require, kinds);
}

async function look(wanted: ReadonlyMap<string, PlugIn>, places: Places): Promise<Installed> {
    const all = [...wanted].map(async ([key, { name, version }]) => [key, await findInstalled(name, version, places)]);
    return Object.fromEntries((await Promise.all(all)).filter(([, found]) => found !== undefined)) as Installed;
}

/** Name and version of a plug-in, and the day, such as `2026-01-31`, on which its download last failed. */
type Failures = Readonly<Record<string, string>>;

async function download(plugIns: readonly PlugIn[], pulumi: string, { home }: Places, cache: string): Promise<boolean> {
    const today = new Date().toISOString().slice(0, 10);
    const before = await readFailures(cache);
    const due = plugIns.filter((plugIn) => before[keyOf(plugIn)] !== today);
    const failed = new Set<PlugIn>();
    await Promise.all(
        due.map((plugIn) =>
            run(pulumi, ["plugin", "install", "resource", plugIn.name, plugIn.version], {
                env: { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
                timeout: DOWNLOAD_SECONDS * 1000,
            }).catch(() => failed.add(plugIn)),
        ),
    );
    const after = { ...before, ...Object.fromEntries([...failed].map((plugIn) => [keyOf(plugIn), today])) };
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
        // It doesn't exist yet, or a crash cut it off: then the download is tried again.
        return {};
    }
}
