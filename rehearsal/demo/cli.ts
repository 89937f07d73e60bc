import { ensureTools } from "../../tools";
import { parseFlags } from "../arguments";
import { runCommand, untilInterrupted } from "../command";
import type { ControlPlane } from "../controlPlane";
import { previewStack } from "../preview";
import { renderTree } from "../preview/tree";
import { playDemo } from ".";
import type { Step } from "./operation";
import { renderTable } from "./table";

const usage = "Usage: npm run demo [-- --keep]\n  --keep  leave the stack up until Ctrl-C, to look around";

void runCommand(async () => {
    const flags = parseFlags(
        { keep: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
        usage,
    );
    if (flags.help) {
        console.log(usage);
        return 0;
    }
    const say = (line: string) => console.log(line);
    await buildWithSomethingToRead(say);
    if (flags.keep) await playDemo({ say, keep: lookAround });
    else say(`\n${renderTable(await playDemo({ say }))}`);
    return 0;
});

/** On a fresh machine the control plane takes minutes to build: meanwhile, what the stack would make on AWS. */
async function buildWithSomethingToRead(say: (line: string) => void): Promise<void> {
    let isBuilt = false;
    const building = ensureTools(["pulumi", "etcd", "kube-apiserver", "kube-controller-manager", "helm"]).then(() => {
        isBuilt = true;
    });
    await Promise.race([building, new Promise((resolve) => setTimeout(resolve, 1500))]);
    if (!isBuilt) {
        // A failed build fails both; the one below is the one to report.
        const engine = ensureTools(["pulumi"]).then(
            () => true,
            () => false,
        );
        if (await engine) {
            const { preview, served } = await previewStack("eks", {});
            say(`While the rest is built, what \`pulumi preview\` says of the stack on AWS:\n`);
            say(renderTree("eks", preview, served));
        }
    }
    await building;
}

async function lookAround({ kubeconfigPath, url }: ControlPlane, steps: readonly Step[]): Promise<void> {
    console.log(
        [
            `\n${renderTable(steps)}`,
            `\nThe stack is up on ${url}. To look around, in another terminal:`,
            `  export KUBECONFIG=${kubeconfigPath}`,
            "  kubectl get namespaces",
            "  kubectl -n argocd get applications,appprojects -o yaml",
            "Ctrl-C ends it, and deletes its data.",
        ].join("\n"),
    );
    await untilInterrupted();
}
