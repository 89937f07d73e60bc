import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { makeFolder, sweepFolders } from "../../base/folder";

const prefix = "engine-";

/** The command with which the engine starts a policy pack. */
const policyRunner = "pulumi-analyzer-policy-nodejs";

/** The files of one engine: its state, its home, and a view of the checkout to run in. */
export interface WorkFolder {
    path: string;
    /** The engine's working directory: the checkout without its Pulumi.*.yaml. */
    program: string;
    /** Root of an installation in the layout that the Automation API expects, with `bin/pulumi`. */
    installation: string;
    environment: Record<string, string>;
    remove: () => void;
}

/**
 * Creates a folder for one engine below `.rehearsal/`. Nothing is left outside it: no login, and no workspace data in
 * the user's home, from which only installed plug-ins are used.
 *
 * @param pulumi path of the pulumi binary
 * @param checkout the checkout whose program runs in it
 */
export function makeWorkFolder(pulumi: string, checkout: string): WorkFolder {
    const path = makeFolder(`${prefix}${process.pid}-`);
    sweepFolders(prefix);
    const remove = () => {
        process.off("exit", remove);
        rmSync(path, { recursive: true, force: true });
    };
    process.once("exit", remove);
    const folder = (name: string) => {
        mkdirSync(join(path, name));
        return join(path, name);
    };
    const [program, state, home, installation] = [folder("program"), folder("state"), folder("home"), folder("engine")];
    const temporary = folder("temporary");
    for (const name of readdirSync(checkout)) {
        if (!name.startsWith("Pulumi.") && !name.startsWith("."))
            symlinkSync(join(checkout, name), join(program, name));
    }
    mkdirSync(join(installation, "bin"));
    symlinkSync(pulumi, join(installation, "bin", "pulumi"));
    // The engine puts this folder on its PATH, before all others.
    symlinkSync(join(__dirname, policyRunner), join(installation, "bin", policyRunner));
    const plugins = join(process.env.PULUMI_HOME ?? join(homedir(), ".pulumi"), "plugins");
    if (existsSync(plugins)) symlinkSync(plugins, join(home, "plugins"));
    return {
        path,
        program,
        installation,
        environment: {
            PULUMI_BACKEND_URL: `file://${state}`,
            PULUMI_HOME: home,
            PULUMI_CONFIG_PASSPHRASE: "rehearsal",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            // The official Kubernetes plug-in leaves kubeconfigs there.
            TMPDIR: temporary,
        },
        remove,
    };
}
