import { resolve } from "node:path";
import { cfkDefault } from "../../config/support";
import { parseFlags } from "../frame/flags";
import { runCommand } from "../frame/run";
import { root } from "../../base/checkout";
import { UsageError } from "../../base/error";
import * as kubernetes from "./kubernetes";
import * as operator from "./operator";

const usage = [
    "Usage: npm run upgrade -- --stack NAME [--operator VERSION | --kubernetes VERSION] [--cwd FOLDER]",
    `  Prints how to upgrade Confluent for Kubernetes, by default to ${cfkDefault}, or Kubernetes on EKS: each commit, what to`,
    "  run, what to wait for. Reads the stack's file and its overlay, and changes nothing; run it again after each step. Exit",
    "  code 0 where nothing is left to do, 2 where steps are, 1 where the upgrade is refused.",
].join("\n");

void runCommand(async () => {
    const flags = parseFlags(
        {
            stack: { type: "string" },
            operator: { type: "string" },
            kubernetes: { type: "string" },
            // The folder of Pulumi.yaml.
            cwd: { type: "string", default: root },
            help: { type: "boolean", default: false },
        },
        usage,
    );
    if (flags.help) {
        console.log(usage);
        return 0;
    }
    if (!flags.stack) throw new UsageError(`--stack is missing.\n${usage}`);
    if (flags.operator && flags.kubernetes) throw new UsageError("--operator and --kubernetes: one at a time.");
    const folder = resolve(flags.cwd);
    const { text, isDone } = flags.kubernetes
        ? await kubernetes.upgrade(flags.stack, flags.kubernetes, folder)
        : await operator.upgrade(flags.stack, flags.operator ?? cfkDefault, folder);
    console.log(text);
    return isDone ? 0 : 2;
});
