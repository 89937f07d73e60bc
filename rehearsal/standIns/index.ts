/** Starts the process of the provider stand-ins. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../../base/checkout";
import { STAND_IN_KINDS, type StandInKind, type StandInOptions } from "./options";

export { STAND_IN_KINDS, type StandInKind } from "./options";

export interface StandInsRequest {
    readonly kinds: readonly StandInKind[];
    /** Paths of binaries; the kubernetes stand-in installs charts with helm, and rejects them without it. */
    readonly tools?: { readonly helm?: string };
    /**
     * Kubeconfig text of an API server that stands in for the EKS cluster. It becomes `eks.Cluster.kubeconfigJson`
     * (secret, because it may contain a token). Default: a kubeconfig like the real component's, which leads nowhere.
     */
    readonly kubeconfig?: string;
    /**
     * Whether clusters are only imagined: their objects count as created, no API server is called, and no chart is
     * fetched. Default: false.
     */
    readonly imagined?: boolean;
    /**
     * Id of the VPC that the stack uses: every subnet that the stack did not create is reported to be in it. Default:
     * `vpc-stand-in`, so that a program that checks finds them in no VPC of its own.
     */
    readonly vpcId?: string;
    /** Seconds to wait for each second that AWS typically takes (aws/delays.ts). Default: 0, which answers immediately. */
    readonly timeScale?: number;
    /** Receives each line that the process writes to its error output. Default: dropped. */
    readonly onComplaint?: (line: string) => void;
}

export interface StandIns {
    /** Value of PULUMI_DEBUG_PROVIDERS: the engine connects to these ports instead of looking for plug-ins. */
    readonly debugProviders: string;
    /** A sentence for the user about each provider that has a stand-in. */
    readonly served: readonly string[];
    /** Process id, for a caller that watches its children. */
    readonly pid: number;
    stop(): Promise<void>;
}

const PLAYS: Record<StandInKind, string> = {
    kubernetes: "truly applies to the API server it is configured for",
    aws: "answers with plausible ids, and that what exists is as the stack says; nothing of AWS is reached",
    awsx: "registers the resources that the real component makes",
    eks: "registers the resources that the real component makes",
    command: "truly runs the commands",
};

/** @throws Error with the process's output if it does not start */
export async function startStandIns(request: StandInsRequest): Promise<StandIns> {
    const kinds = STAND_IN_KINDS.filter((kind) => request.kinds.includes(kind));
    const options: StandInOptions = {
        kinds,
        timeScale: request.timeScale ?? 0,
        ...(request.tools?.helm === undefined ? {} : { helm: request.tools.helm }),
        ...(request.kubeconfig === undefined ? {} : { kubeconfig: request.kubeconfig }),
        ...(request.vpcId === undefined ? {} : { vpcId: request.vpcId }),
        ...(request.imagined === undefined ? {} : { imagined: request.imagined }),
    };
    const child = spawn(
        process.execPath,
        ["--require", join(root, "base", "typescript.cjs"), join(__dirname, "main.ts")],
        { stdio: ["pipe", "pipe", "pipe"] },
    );
    const ports = await firstLine(child, `${JSON.stringify(options)}\n`, request.onComplaint);
    // A caller that fails before stop() can still end; its end closes the process's input.
    child.unref();
    return {
        debugProviders: Object.entries(JSON.parse(ports) as Record<string, number>)
            .map(([kind, port]) => `${kind}:${port}`)
            .join(","),
        served: kinds.map((kind) => `${kind}: stand-in (${PLAYS[kind]})`),
        pid: child.pid ?? 0,
        stop: async () => {
            if (child.exitCode === null && child.signalCode === null) {
                child.ref();
                const ended = once(child, "exit");
                child.stdin?.end();
                await ended;
            }
        },
    };
}

function firstLine(child: ChildProcess, input: string, complain: (line: string) => void = () => undefined) {
    return new Promise<string>((resolve, reject) => {
        const complaints: string[] = [];
        for (const pipe of [child.stdin, child.stdout, child.stderr]) {
            (pipe as unknown as { unref(): void }).unref();
        }
        createInterface({ input: child.stderr! }).on("line", (line) => {
            complaints.push(line);
            complain(line);
        });
        createInterface({ input: child.stdout! }).once("line", resolve);
        const failed = (why: string) => reject(new Error(`the stand-ins did not start: ${why}`));
        child.once("error", (error) => failed(error.message));
        child.once("exit", (code) => failed([`exit code ${code}`, ...complaints].join("\n")));
        child.stdin!.on("error", () => undefined);
        child.stdin!.write(input);
    });
}
