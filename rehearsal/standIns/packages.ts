/** Versions of the provider SDKs that this project uses, and of those that they depend on. */
import { readFileSync } from "node:fs";
import { STAND_IN_KINDS } from "./options";

/** A provider plug-in in one version. */
export interface PlugIn {
    readonly name: string;
    /** As `7.48.0`. */
    readonly version: string;
}

/** A package of components, whose plug-in is a separate program. */
export type ComponentPackage = "awsx" | "eks";

/**
 * The providers that a component plug-in requests from the engine, in the SDK versions that its own program uses: the
 * engine starts them beside those of this project's SDKs. The npm packages only state a range, whose lower end these
 * are. They appear in the state after an `up` with the official plug-ins, as `pulumi:providers:NAME`; check them again
 * when `of` changes.
 */
export const BROUGHT: Readonly<Record<ComponentPackage, { readonly of: string; readonly plugIns: readonly PlugIn[] }>> =
    {
        // The awsx program also contains docker and docker-build, but only requests them when it builds an image.
        awsx: { of: "3.9.0", plugIns: [{ name: "aws", version: "7.43.0" }] },
        eks: {
            of: "4.3.0",
            plugIns: [
                { name: "aws", version: "7.25.0" },
                { name: "kubernetes", version: "4.19.0" },
            ],
        },
    };

/**
 * Each official plug-in that a stack may need, in each version: those of the program itself, and those of its component
 * plug-ins.
 */
export function everyPlugIn(): PlugIn[] {
    const own = STAND_IN_KINDS.map((name) => ({ name, version: packageVersion(name) }));
    return [...own, ...Object.values(BROUGHT).flatMap(({ plugIns }) => plugIns)];
}

/** @throws Error for a provider that the component plug-in doesn't use */
export function broughtVersion(by: ComponentPackage, name: string): string {
    const brought = BROUGHT[by].plugIns.find((plugIn) => plugIn.name === name);
    if (brought === undefined) throw new Error(`${by} brings no provider ${name}`);
    return brought.version;
}

const read = new Map<string, string>();

/** Version of `@pulumi/NAME` in node_modules, without loading the package, which takes seconds for aws. */
export function packageVersion(name: string): string {
    const present = read.get(name);
    if (present !== undefined) {
        return present;
    }
    const manifest = readFileSync(require.resolve(`@pulumi/${name}/package.json`), "utf8");
    const { version } = JSON.parse(manifest) as { version: string };
    read.set(name, version);
    return version;
}
