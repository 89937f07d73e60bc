import { parseFlags, parseOverrides } from "../arguments";
import { runCommand } from "../command";
import { committedStacks, UsageError } from "../engine";
import { previewStack } from ".";
import { renderTree } from "./tree";

const usage = `Usage: npm run preview -- --stack ${committedStacks().join("|")} [--config KEY=VALUE …] [--json]`;

void runCommand(async () => {
    const flags = parseFlags(
        {
            stack: { type: "string" },
            config: { type: "string", multiple: true, default: [] },
            json: { type: "boolean", default: false },
            help: { type: "boolean", default: false },
        },
        usage,
    );
    if (flags.help) {
        console.log(usage);
        return 0;
    }
    if (!flags.stack) throw new UsageError(`--stack is missing.\n${usage}`);

    const { preview, served } = await previewStack(flags.stack, parseOverrides(flags.config));
    console.log(flags.json ? JSON.stringify(preview.resources, null, 2) : renderTree(flags.stack, preview, served));
    if (flags.json) for (const warning of preview.warnings) console.error(`warning: ${warning}`);
    return 0;
});
