import { Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../frame/command";
import { jsonFlag, overlayFlag, stackFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Says whether an overlay fits its nodes. Kubernetes' own scheduler places the pods that the operator would make of it, " +
        "beside what EKS, the operator and Argo CD take, on nodes of the instance types that you name or that a stack makes. " +
        "Nothing runs: nodes and pods are objects in an API server on this machine. Where something does not fit, it says why, " +
        "and which nodes would do.",
    examples: [
        ["--overlay eks", "on three m5.xlarge, as the stack eks has them"],
        ["--overlay eks --nodes 3xm6i.xlarge,2xc7g.large", "on nodes of two types"],
        ["--stack prod", "the overlay of a stack on the nodes that it makes"],
        ["--overlay secure --stack eks --svg capacity.svg", "another overlay on them, with a picture"],
        ["--overlay eks --json", "for a program to read"],
    ],
    exitCodes: { 0: "everything fits", 1: "something does not fit" },
})
    .addOption(overlayFlag())
    .addOption(
        new Option(
            "--nodes <list>",
            "nodes by number and EC2 instance type, such as 3xm6i.xlarge,2xc7g.large; default: those of --stack, else 3xm5.xlarge",
        ),
    )
    .addOption(stackFlag().makeOptionMandatory(false))
    .option("--svg <file>", "write a picture of the nodes and what is on them")
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
