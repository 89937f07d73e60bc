import { Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../frame/command";
import { contextFlag, jsonFlag, kubeconfigFlag, overlayFlag, stackFlag, yesFlag } from "../frame/flags";

const ways = ["seal", "push", "apply", "output", "check"];
const way = (flags: string, description: string) => {
    const name = /^--(\w+)/.exec(flags)?.[1] ?? "";
    return new Option(flags, description).conflicts(ways.filter((other) => other !== name));
};

export const command = defineCommand({
    description:
        "Lists every Secret that an overlay's objects refer to, with its keys, their form, and who makes it. " +
        "Makes users, passwords and keys that agree with one another, and seals them, pushes them to AWS Secrets Manager, " +
        "applies them or writes them; what is there already stays. No value is in its messages. With --check, looks for " +
        "secrets in the clear in every file that Git has or would take.",
    examples: [
        ["--overlay dev", "what gitops/platform/overlays/dev needs"],
        ["--stack eks --json", "what the overlay of a stack needs, for a program to read"],
        ["--overlay eks --seal --certificate sealing.pem", "SealedSecrets in the overlay, by kubeseal"],
        ["--stack eks --push", "secrets in AWS Secrets Manager, and ExternalSecrets in the overlay"],
        ["--overlay dev --apply --context k3d-confluent", "in a cluster, after a dry run and a question"],
        ["--overlay dev --output - | kubectl apply -f -", "for kubectl"],
        ["--overlay dev --apply --rotate connect-kafka", "the next step to another user and password of Connect's"],
        ["--check", "whether a secret stands in the clear in this repository"],
    ],
    exitCodes: {
        1: "an object of the overlay makes a Secret without a key that is looked for; with --check, a secret stands in the clear",
        3: "something has to be given, and the list says by which flag or variable; or a step of a rotation is left",
    },
})
    .addOption(overlayFlag().conflicts("stack"))
    .addOption(stackFlag().makeOptionMandatory(false))
    .addOption(way("--seal", "write SealedSecrets into the overlay, by kubeseal on the PATH"))
    .option("--certificate <file>", "what kubeseal seals with; default: it asks the cluster")
    .addOption(way("--push", "keep them in AWS Secrets Manager, and write ExternalSecrets into the overlay"))
    .option("--region <region>", "default: the aws:region of the stack's file")
    .addOption(way("--apply", "apply them to a cluster, after a dry run and a question"))
    .addOption(way("--output <file>", "write them for kubectl apply, to a file outside Git or to a pipe (-)"))
    .option("--from <secret/key=file...>", "a value that only you know; or by a variable, which the list names")
    .option("--rotate <secret>", "give a Secret another value: one step, and what comes after it")
    .addOption(
        way("--check", "look for secrets in the clear in this repository, or in that of --stack").conflicts("overlay"),
    )
    .addOption(kubeconfigFlag())
    .addOption(contextFlag())
    .addOption(yesFlag())
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
