import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { ensureTools } from "../../tools";

const cli = resolve(__dirname, "../../bin/confluent-gitops.cjs");

interface Said {
    status: number | null;
    output: string;
    /** Only standard output. */
    stdout: string;
}

/** A user's own project and login, without a stack so far. */
export interface OwnProject {
    folder: string;
    /** The backend's file for the stack `dev`: tests write into it what a killed engine, or a full disk, leaves. */
    stateFile: string;
    /** Runs a command in it. @param more environment variables */
    spawn(command: string, args: string[], more?: NodeJS.ProcessEnv): Said;
    /** Runs the script behind `npm run recover`. */
    recover(args?: string[], more?: NodeJS.ProcessEnv): Said;
    remove(): void;
}

export async function openOwnProject(): Promise<OwnProject> {
    const { pulumi } = await ensureTools(["pulumi"]);
    const folder = mkdtempSync(join(tmpdir(), "recover-"));
    for (const name of ["state", "home"]) mkdirSync(join(folder, name));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: own\nruntime: nodejs\n");
    const env = {
        ...process.env,
        PATH: [dirname(pulumi), process.env.PATH].join(delimiter),
        PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
        PULUMI_HOME: join(folder, "home"),
        PULUMI_CONFIG_PASSPHRASE: "own",
        PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    const spawn: OwnProject["spawn"] = (command, args, more = {}) => {
        const options = { cwd: folder, env: { ...env, ...more }, encoding: "utf8" } as const;
        const { status, stdout, stderr } = spawnSync(command, args, options);
        return { status, output: stdout + stderr, stdout };
    };
    return {
        folder,
        stateFile: join(folder, "state/.pulumi/stacks/own/dev.json"),
        spawn,
        recover: (args = [], more = {}) => {
            const script = [cli, "recover", "--cwd", folder];
            return spawn(process.execPath, [...script, ...args], more);
        },
        remove: () => rmSync(folder, { recursive: true, force: true }),
    };
}
