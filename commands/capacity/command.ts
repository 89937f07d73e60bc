import { Option } from "@commander-js/extra-typings";
import { rateOf, spanOf, wholeFrom } from "./amounts";
import { defineCommand, exitsWith } from "../frame/command";
import { contextFlag, jsonFlag, kubeconfigFlag, overlayFlag, stackFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Shows whether an overlay fits its nodes. Kubernetes' own scheduler places the pods that the operator would create for it, " +
        "next to what EKS, the operator and Argo CD need, on nodes of the instance types that you name or that a stack creates. " +
        "Nothing runs: nodes and pods are objects in an API server on this machine. If something does not fit, it explains why, " +
        "and which nodes would be sufficient.",
    examples: [
        ["--overlay eks", "on three m5.xlarge, as in the stack eks"],
        ["--overlay eks --nodes 3xm6i.xlarge,2xc7g.large", "on nodes of two types"],
        ["--stack prod", "a stack's overlay on the nodes that it creates"],
        ["--overlay eks --from-cluster --context my-cluster", "on the nodes of an existing cluster"],
        ["--overlay secure --stack eks --svg capacity.svg", "another overlay on these nodes, with a picture"],
        [
            "--messages 50MB/s --retention 7d --replication 3 --consumers 2",
            "volumes, brokers and network for a given throughput",
        ],
        ["--overlay eks --json", "for a program to read"],
    ],
    exitCodes: { 0: "everything fits; with --messages, the requirements were printed", 1: "something does not fit" },
})
    .addOption(overlayFlag())
    .addOption(
        new Option(
            "--nodes <list>",
            "nodes by number and EC2 instance type, such as 3xm6i.xlarge,2xc7g.large; default: those of --stack, or 3xm5.xlarge",
        ),
    )
    .addOption(stackFlag().makeOptionMandatory(false))
    .addOption(
        new Option(
            "--from-cluster",
            "use the nodes of the kubeconfig's cluster, with the pods that run there; the overlay's own pods are not counted twice",
        ).conflicts("nodes"),
    )
    .addOption(kubeconfigFlag())
    .addOption(contextFlag())
    .addOption(
        new Option(
            "--messages <rate>",
            "what producers write at the peak, such as 50MB/s: prints what that requires, without an overlay",
        )
            .argParser(rateOf)
            .conflicts(["overlay", "stack", "nodes", "fromCluster", "svg"]),
    )
    .addOption(
        new Option("--retention <time>", "with --messages: how long messages are kept, such as 7d").argParser(spanOf),
    )
    .addOption(
        new Option("--replication <number>", "with --messages: the replication factor; default: 3").argParser(
            wholeFrom(1, 10),
        ),
    )
    .addOption(
        new Option(
            "--consumers <number>",
            "with --messages: how many consumer groups read everything; default: 1",
        ).argParser(wholeFrom(0, 1000)),
    )
    .option("--svg <file>", "write a picture of the nodes and their pods")
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
