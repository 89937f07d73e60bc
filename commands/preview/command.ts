import { defineCommand, exitsWith } from "../frame/command";
import { configFlag, jsonFlag, stackFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Previews a stack on the real Pulumi engine, with stand-ins for AWS and Kubernetes, and prints the resources " +
        "that it would create. Needs no account and no cluster.",
    examples: [
        ["--stack eks", "what the stack eks consists of"],
        [
            "--stack eks --config network.nat=none --config cluster.nodes.desired=6",
            "with settings that override its file",
        ],
        ["--stack eks --policy-pack policy", "with the policies, which may reject it"],
        ["--stack eks --json", "for a program to read"],
    ],
    exitCodes: { 1: "the stack is rejected by its configuration, by a policy, or by the engine" },
})
    .addOption(stackFlag())
    .addOption(configFlag())
    .option("--policy-pack <folder...>", "a folder with a CrossGuard policy pack, such as policy")
    .option("--policy-pack-config <file...>", "a JSON file with a pack's configuration, one for each pack")
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
