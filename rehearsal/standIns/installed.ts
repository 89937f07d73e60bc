/** Where the engine finds an installed provider plug-in. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { foldersOf, isExecutable } from "../../tools/executable";

const run = promisify(execFile);

export interface Places {
    /** As in the environment's PATH. */
    readonly path: string;
    /** As in PULUMI_HOME. */
    readonly home: string;
}

export interface Found {
    readonly version: string;
    readonly where: string;
}

/** Whether a plug-in in this version serves an SDK in that version: the same major version, and not older. */
export function fits(plugIn: string, sdk: string): boolean {
    const numbers = (version: string): number[] => version.split(/[.+-]/).slice(0, 3).map(Number);
    const [major = NaN, minor = NaN, patch = NaN] = numbers(plugIn);
    const [sdkMajor = NaN, sdkMinor = NaN, sdkPatch = NaN] = numbers(sdk);
    return major === sdkMajor && (minor > sdkMinor || (minor === sdkMinor && patch >= sdkPatch));
}

async function versionOf(binary: string): Promise<string | undefined> {
    try {
        const { stdout } = await run(binary, ["--version"], { timeout: 5000 });
        return /\d+\.\d+\.\d+/.exec(stdout)?.[0];
    } catch {
        return undefined;
    }
}

/** PATH takes precedence over the folder, as in the engine; the folder must contain exactly the SDK's version. */
export async function findInstalled(name: string, version: string, { path, home }: Places): Promise<Found | undefined> {
    const file = `pulumi-resource-${name}`;
    for (const folder of foldersOf(path)) {
        const binary = join(folder, file);
        if (isExecutable(binary)) {
            const told = await versionOf(binary);
            return told !== undefined && fits(told, version) ? { version: told, where: "on PATH" } : undefined;
        }
    }
    const installed = join(home, "plugins", `resource-${name}-v${version}`, file);
    return isExecutable(installed) ? { version, where: "in the engine's plug-in folder" } : undefined;
}
