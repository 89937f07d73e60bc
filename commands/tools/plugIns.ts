/** Where to get the official plug-ins, for users who download them by hand or have a mirror. */
import { everyPlugIn, type PlugIn } from "../../rehearsal/standIns/packages";
import type { PlugInsReport } from "./shape";

/** Pulumi's names of systems, by Node's names. */
const systems: Readonly<Partial<Record<NodeJS.Platform, string>>> = { win32: "windows" };
const processors: Readonly<Record<string, string>> = { x64: "amd64" };

/** The file name, as standardAssetName in pulumi/pulumi, sdk/go/common/workspace/plugins.go, builds it. */
const fileOf = ({ name, version }: PlugIn, { platform, arch }: Machine): string =>
    `pulumi-resource-${name}-v${version}-${systems[platform] ?? platform}-${processors[arch] ?? arch}.tar.gz`;

type Machine = Pick<NodeJS.Process, "platform" | "arch">;

/** The list as JSON. */
export const plugInsReport = (machine: Machine = process): PlugInsReport => ({
    version: 1,
    plugIns: everyPlugIn().map((plugIn) => ({
        name: plugIn.name,
        version: plugIn.version,
        url: `https://get.pulumi.com/releases/plugins/${fileOf(plugIn, machine)}`,
        command: `pulumi plugin install resource ${plugIn.name} ${plugIn.version} --file ${fileOf(plugIn, machine)}`,
    })),
});

/** The list for people, with what to do with it. */
export function plugInsPage(machine: Machine = process): string {
    const { plugIns } = plugInsReport(machine);
    return `The official plug-ins, in every version that this program or a component of it asks for, for this machine's system:

${plugIns.map(({ url }) => url).join("\n")}

With the files on a machine that reaches no internet:

${plugIns.map(({ command }) => command).join("\n")}

Or with all of them at a server of yours, where pulumi then fetches them by itself:

export PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES='^github://api.github.com/pulumi=https://mirror.example.com/plug-ins'`;
}
