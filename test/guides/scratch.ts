import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { makeFolder, sweepFolders } from "../../base/folder";
import { copyCheckout } from "../copyCheckout";

const prefix = "guides-";

/** What the guides' commands use in place of a reader's own. */
export interface Surroundings {
    kubeconfig: string;
    /** Paths of the real programs. */
    pulumi: string;
    kubectl: string;
    aws: string;
    kustomize: string;
    /** The address of moto. */
    awsEndpoint: string;
}

export interface Outcome {
    code: number;
    /** Both outputs, in order. */
    output: string;
}

/**
 * A fresh clone of this checkout in its current state, with its own home, Pulumi backend and Git remote: what a reader
 * has after the guide's first steps. Nothing outside it is changed.
 */
export class Scratch {
    private readonly folder: string;
    private readonly clone: string;
    private readonly environment: NodeJS.ProcessEnv;
    private readonly shells: ChildProcess[] = [];

    constructor(on: Surroundings) {
        this.folder = makeFolder(`${prefix}${process.pid}-`);
        sweepFolders(prefix);
        this.clone = join(this.folder, "confluent-gitops");
        const [bin, home, state] = ["bin", "home", "state"].map((name) => join(this.folder, name)) as [
            string,
            string,
            string,
        ];
        for (const path of [this.clone, bin, state, join(home, ".ssh")]) mkdirSync(path, { recursive: true });
        const { privateKey } = generateKeyPairSync("ed25519");
        writeFileSync(join(home, ".ssh", "id_ed25519"), privateKey.export({ type: "pkcs8", format: "pem" }));
        copyCheckout(this.clone);
        withRemote(this.clone, join(this.folder, "remote.git"));
        wrap(join(bin, "pulumi"), pulumiWrapper(on.pulumi));
        wrap(join(bin, "kubectl"), kubectlWrapper(on.kubectl));
        // This project's own commands use tools from PATH, and must not use these wrappers.
        wrap(join(bin, "npx"), `PATH='${process.env.PATH}' exec npx "$@"\n`);
        wrap(join(bin, "npm"), `PATH='${process.env.PATH}' exec npm "$@"\n`);
        symlinkSync(on.aws, join(bin, "aws"));
        symlinkSync(on.kustomize, join(bin, "kustomize"));
        this.environment = {
            ...process.env,
            PATH: [bin, process.env.PATH].join(delimiter),
            HOME: home,
            KUBECONFIG: on.kubeconfig,
            PULUMI_HOME: join(home, ".pulumi"),
            PULUMI_BACKEND_URL: `file://${state}`,
            PULUMI_CONFIG_PASSPHRASE: "a reader's",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            AWS_ENDPOINT_URL: on.awsEndpoint,
            AWS_ACCESS_KEY_ID: "reader",
            AWS_SECRET_ACCESS_KEY: "reader",
            AWS_REGION: "eu-central-1",
            AWS_DEFAULT_REGION: "eu-central-1",
            NO_COLOR: "1",
            NO_UPDATE_NOTIFIER: "1",
        };
        this.write("folder", this.clone);
        this.write("variables", "");
    }

    /** Runs statements as if one reader typed them: in the folder, and with the variables, that the earlier ones have left. */
    run(statements: readonly string[]): Promise<Outcome> {
        const script = [
            "set -eo pipefail",
            `. ${join(this.folder, "variables")}`,
            `cd "$(cat ${join(this.folder, "folder")})"`,
            ...statements,
            `pwd > ${join(this.folder, "folder")}`,
            `export -p > ${join(this.folder, "variables")}`,
        ].join("\n");
        return new Promise((resolve, reject) => {
            const shell = spawn("bash", ["-c", script], {
                env: this.environment,
                stdio: ["ignore", "pipe", "pipe"],
                detached: true,
            });
            this.shells.push(shell);
            let output = "";
            for (const stream of [shell.stdout, shell.stderr])
                stream.on("data", (data: Buffer) => (output += data.toString()));
            shell.on("error", reject).on("close", (code) => resolve({ code: code ?? 1, output }));
        });
    }

    /** Whether a program is available. */
    has(program: string): boolean {
        try {
            execFileSync("bash", ["-c", `command -v ${program}`], { env: this.environment });
            return true;
        } catch {
            return false;
        }
    }

    /** Ends what is still running, and deletes everything. */
    remove(): void {
        for (const { pid, exitCode, signalCode } of this.shells) {
            if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid);
        }
        rmSync(this.folder, { recursive: true, force: true });
    }

    private write(name: string, text: string): void {
        writeFileSync(join(this.folder, name), text);
    }
}

function withRemote(clone: string, remote: string): void {
    const git = (...args: string[]) => execFileSync("git", args, { cwd: clone, stdio: "pipe" });
    execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", remote]);
    git("init", "--quiet", "--initial-branch=main");
    for (const [key, value] of [
        ["user.name", "A reader"],
        ["user.email", "reader@example.com"],
        ["commit.gpgsign", "false"],
    ])
        git("config", key ?? "", value ?? "");
    writeFileSync(join(clone, ".git", "info", "exclude"), "node_modules\n.tools\n");
    git("add", "--all");
    git("commit", "--quiet", "--message", "As it is");
    git("remote", "add", "origin", remote);
    git("push", "--quiet", "--set-upstream", "origin", "main");
}

function wrap(path: string, script: string): void {
    writeFileSync(path, `#!/bin/sh\n${script}`);
    chmodSync(path, 0o755);
}

/**
 * Pulumi's plug-ins would have to be downloaded, and AWS isn't available: `up` and `preview` run a preview with
 * stand-ins, once for the same configuration. A login to the user's home becomes one to the backend here, because
 * Pulumi doesn't use HOME for that.
 */
const pulumiWrapper = (pulumi: string): string => `
case "$1" in
login) exec ${pulumi} login "$PULUMI_BACKEND_URL" ;;
up|preview)
    stack=$(${pulumi} stack --show-name)
    seen=../preview-$stack-$(cksum < "Pulumi.$stack.yaml" | cut -d " " -f 1)
    [ -e "$seen" ] || npm run --silent preview -- --stack "$stack" > "$seen" || { cat "$seen"; rm "$seen"; exit 1; }
    exec cat "$seen"
    ;;
esac
exec ${pulumi} "$@"
`;

/** All guides share the cluster: it only validates changes. */
const kubectlWrapper = (kubectl: string): string => `
case " $* " in
*" annotate "*|*" label "*|*" patch "*|*" delete "*) exec ${kubectl} "$@" --dry-run=server ;;
esac
exec ${kubectl} "$@"
`;
