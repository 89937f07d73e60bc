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
        "Lists every Secret that an overlay's objects refer to, with its keys, their form, and who creates it. " +
        "Generates users, passwords and keys that match one another, and seals them, pushes them to AWS Secrets Manager, " +
        "applies them or writes them; existing ones stay. Its messages contain no values. With --check, looks for " +
        "secrets in plain text in every file that Git tracks or would add.",
    examples: [
        ["--overlay dev", "what gitops/platform/overlays/dev needs"],
        ["--stack eks --json", "what the overlay of a stack needs, for a program to read"],
        ["--overlay eks --seal --certificate sealing.pem", "SealedSecrets in the overlay, with kubeseal"],
        ["--stack eks --push", "secrets in AWS Secrets Manager, and ExternalSecrets in the overlay"],
        ["--overlay dev --apply --context k3d-confluent", "in a cluster, after a dry run and a confirmation"],
        ["--overlay dev --output - | kubectl apply -f -", "for kubectl"],
        ["--overlay dev --apply --rotate connect-kafka", "the next step towards another user and password for Connect"],
        ["--check", "find secrets in plain text in this repository"],
    ],
    exitCodes: {
        1: "an object in the overlay creates a Secret without a required key; with --check, a secret is in plain text",
        3: "a value has to be passed, and the list names the flag or variable; or a step of a rotation is left",
    },
})
    .addOption(overlayFlag().conflicts("stack"))
    .addOption(stackFlag().makeOptionMandatory(false))
    .addOption(way("--seal", "write SealedSecrets into the overlay, with kubeseal from the PATH"))
    .option("--certificate <file>", "the certificate for kubeseal; default: it gets it from the cluster")
    .addOption(way("--push", "store them in AWS Secrets Manager, and write ExternalSecrets into the overlay"))
    .option("--region <region>", "default: the aws:region of the stack's file")
    .addOption(way("--apply", "apply them to a cluster, after a dry run and a confirmation"))
    .addOption(way("--output <file>", "write them for kubectl apply, to a file outside Git or to a pipe (-)"))
    .option("--from <secret/key=file...>", "a value that only you know; or use the variable that the list names")
    .option("--rotate <secret>", "give a Secret another value: takes one step, and prints what comes after it")
    .addOption(
        way("--check", "look for secrets in plain text in this repository, or in that of --stack").conflicts("overlay"),
    )
    .addOption(kubeconfigFlag())
    .addOption(contextFlag())
    .addOption(yesFlag())
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
