import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { makeFolder, sweepFolders } from "../base/folder";
import { UsageError } from "../base/error";
import { plain } from "./text";

/** The exit code and the output of `pulumi`. */
export interface Said {
    exitCode: number;
    /** Both outputs, in the order in which a terminal shows them. */
    text: string;
    /** The standard output only, unchanged. */
    stdout: string;
}

/** The exit code of `--expect-no-changes` if there are changes: Pulumi's own contract, pkg/cmd/pulumi/cmd/exit_codes.go. */
export const changesFound = 7;

/**
 * For `preview`, `up` and `refresh`: downloads only the plug-ins that are used. Without it, Pulumi downloads everything in
 * node_modules, such as awsx's two plug-ins for Docker, which nothing here uses.
 */
export const onlyPluginsCalled = "--skip-plugin-pre-install";

const temporaryPrefix = "plug-ins-";

/**
 * Runs the `pulumi` on the PATH, shows its output as it is printed, and gives it a temporary folder of its own: the
 * Kubernetes plug-in writes kubeconfigs there, and leaves them (`writeKubeconfigToFile` in its
 * provider/pkg/provider/util.go).
 *
 * @param show receives the output, which is also returned
 * @throws UsageError if there is none
 */
export function pulumi(args: readonly string[], show: (text: string) => void): Promise<Said> {
    const temporary = makeFolder(`${temporaryPrefix}${process.pid}-`);
    sweepFolders(temporaryPrefix);
    const said = new Promise<Said>((resolve, reject) => {
        const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
            stdio: ["ignore", "pipe", "pipe"],
            env: { ...process.env, TMPDIR: temporary },
        });
        let [text, stdout] = ["", ""];
        for (const output of [child.stdout, child.stderr]) {
            output.setEncoding("utf8").on("data", (chunk: string) => {
                text += chunk;
                if (output === child.stdout) stdout += chunk;
                show(chunk);
            });
        }
        child.on("error", ({ message }) =>
            reject(new UsageError(`pulumi is needed on PATH: https://www.pulumi.com/docs/install/ (${message})`)),
        );
        child.on("close", (code, signal) => {
            if (signal) text += `\npulumi was ended by ${signal}\n`;
            resolve({ exitCode: code ?? 1, text: plain(text), stdout });
        });
    });
    return said.finally(() => rmSync(temporary, { recursive: true, force: true }));
}
