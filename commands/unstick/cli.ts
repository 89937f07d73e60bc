import { parseFlags } from "../frame/flags";
import { runCommand } from "../frame/run";
import { UsageError } from "../../base/error";
import { KubernetesError } from "../../kubernetes";
import { askOnTerminal } from "../frame/ask";
import { kubectlConnection } from "../frame/kubeconfig";
import { unstick } from ".";

const usage = [
    "Usage: npm run unstick -- --namespace NAME [--kubeconfig FILE] [--context NAME] [--yes]",
    "  Lists what hangs while it is being deleted, and why. Takes off finalizers whose controller is gone, or can do",
    "  nothing any more, after asking, and ends a heal of Argo CD's that waits for what it leaves out; --yes answers for",
    "  machines. Exit code 1 while something hangs.",
].join("\n");

void runCommand(async () => {
    const flags = parseFlags(
        {
            namespace: { type: "string" },
            kubeconfig: { type: "string" },
            context: { type: "string" },
            yes: { type: "boolean", default: false },
            help: { type: "boolean", default: false },
        },
        usage,
    );
    if (flags.help) {
        console.log(usage);
        return 0;
    }
    if (!flags.namespace) throw new UsageError(`--namespace is missing.\n${usage}`);
    const connection = kubectlConnection(flags);
    const ask = flags.yes ? () => Promise.resolve(true) : askOnTerminal();
    console.log(`Looking at namespace ${flags.namespace} on ${connection.url}.\n`);
    try {
        const isFree = await unstick({ connection, namespace: flags.namespace, ask, say: (line) => console.log(line) });
        return isFree ? 0 : 1;
    } catch (error) {
        if (error instanceof KubernetesError) throw new UsageError(error.message);
        throw error;
    }
});
