import { text } from "node:stream/consumers";
import { parseFlags } from "../frame/flags";
import { runCommand } from "../frame/run";
import { UsageError } from "../../base/error";
import { KubernetesError } from "../../kubernetes/error";
import { type Connection, connectionOf } from "../../kubernetes/connection";
import { execCredential } from "../../kubernetes/execCredential";
import { volumesGone } from ".";

const usage = [
    "Usage: npm run volumes-gone [-- --minutes NUMBER] < KUBECONFIG",
    "  What pulumi destroy runs before it deletes the EBS CSI driver: waits until no volume of the stack's StorageClass is",
    "  left that goes with its claim, and says which hang, for how long, and why. Takes the kubeconfig from its standard",
    "  input. --minutes: how long to wait, 15 where it is not given. Exit code 1 while one is left.",
].join("\n");

void runCommand(async () => {
    const flags = parseFlags(
        { minutes: { type: "string", default: "15" }, help: { type: "boolean", default: false } },
        usage,
    );
    if (flags.help) {
        console.log(usage);
        return 0;
    }
    const minutes = Number(flags.minutes);
    if (!(minutes >= 0)) throw new UsageError(`--minutes takes a number, not ${flags.minutes}.\n${usage}`);
    if (process.stdin.isTTY) throw new UsageError(`A kubeconfig is wanted on the standard input.\n${usage}`);
    const kubeconfig = await text(process.stdin);
    const isLost = process.env.PULUMI_K8S_DELETE_UNREACHABLE === "true";
    try {
        const isGone = await volumesGone({
            connect: () => signIn(kubeconfig),
            say: (line) => console.log(line),
            patienceMs: minutes * 60_000,
            isLost,
        });
        return isGone ? 0 : 1;
    } catch (error) {
        if (!(error instanceof KubernetesError)) throw error;
        throw new UsageError(
            `${error.message}.` +
                (error.code === 0
                    ? "\nWhere the cluster is gone, and its volumes with it or not: PULUMI_K8S_DELETE_UNREACHABLE=true pulumi destroy"
                    : ""),
        );
    }
});

function signIn(kubeconfig: string): Connection {
    try {
        return connectionOf(kubeconfig, undefined, execCredential);
    } catch (error) {
        throw new UsageError(`${error instanceof Error ? error.message : String(error)}.`);
    }
}
