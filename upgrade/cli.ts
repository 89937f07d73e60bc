import { resolve } from "node:path";
import { cfkDefault } from "../config/support";
import { parseFlags } from "../rehearsal/arguments";
import { runCommand } from "../rehearsal/command";
import { root, UsageError } from "../rehearsal/engine/stackFile";
import { plan } from "./plan";
import { render } from "./render";
import { situationOf } from "./situation";

const usage = [
    "Usage: npm run upgrade -- --stack NAME [--operator VERSION] [--cwd FOLDER]",
    `  Prints how to upgrade Confluent for Kubernetes, by default to ${cfkDefault}: each commit, what to run, what to wait for.`,
    "  Reads the stack's file and its overlay, and changes nothing; run it again after each step. Exit code 0 where nothing",
    "  is left to do, 2 where steps are, 1 where the upgrade is refused.",
].join("\n");

void runCommand(async () => {
    const flags = parseFlags(
        {
            stack: { type: "string" },
            operator: { type: "string", default: cfkDefault },
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
    const situation = situationOf(flags.stack, flags.operator, resolve(flags.cwd));
    const steps = plan(situation);
    console.log(await render(situation, steps));
    return steps.every(({ done }) => done) ? 0 : 2;
});
