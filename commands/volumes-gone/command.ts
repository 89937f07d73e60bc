import { Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../frame/command";
import { jsonFlag, numberOf } from "../frame/flags";

export const command = defineCommand({
    description:
        "pulumi destroy runs this before it deletes the EBS CSI driver. Waits until every volume of the stack's StorageClass " +
        "that is deleted with its claim is gone, and says which ones are stuck, for how long, and why. Reads the kubeconfig " +
        "from standard input.",
    examples: [
        ["< ~/.kube/config", "wait, as pulumi destroy does"],
        ["--minutes 0 < ~/.kube/config", "say what is left, and do not wait"],
        ["--minutes 0 --json < ~/.kube/config", "for a program to read"],
    ],
    exitCodes: { 0: "no volume is left", 1: "one is left, or the cluster could not be asked" },
})
    .addOption(new Option("--minutes <number>", "how long to wait").argParser(numberOf).default(15))
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
