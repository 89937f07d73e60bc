import { parseFlags, parseOverrides } from "../frame/flags";
import { runCommand } from "../frame/run";
import { committedStacks, exampleStacks } from "../../base/checkout";
import { UsageError } from "../../base/error";
import { previewStack } from ".";
import { renderTree } from "./tree";

const usage = `Usage: npm run preview -- --stack STACK [--config KEY=VALUE …] [--policy-pack FOLDER …]
         [--policy-pack-config FILE …] [--json]
  --stack   ${[...committedStacks(), ...exampleStacks()].join(", ")}
  --config  a key of docs/configuration.md and its value, on top of the stack's file
  --json    an array of {urn, type, op, provider, parent, protect, inputs}, secrets masked
  --policy-pack         a folder with a CrossGuard pack that may refuse the preview, such as policy
  --policy-pack-config  a JSON file with the pack's configuration, such as policy/nat-denied.json`;

void runCommand(async () => {
    const flags = parseFlags(
        {
            stack: { type: "string" },
            config: { type: "string", multiple: true, default: [] },
            json: { type: "boolean", default: false },
            "policy-pack": { type: "string", multiple: true, default: [] },
            "policy-pack-config": { type: "string", multiple: true, default: [] },
            help: { type: "boolean", default: false },
        },
        usage,
    );
    if (flags.help) {
        console.log(usage);
        return 0;
    }
    if (!flags.stack) throw new UsageError(`--stack is missing.\n${usage}`);

    const policies = { packs: flags["policy-pack"], configs: flags["policy-pack-config"] };
    const { preview, served } = await previewStack(flags.stack, parseOverrides(flags.config), policies);
    console.log(flags.json ? JSON.stringify(preview.resources, null, 2) : renderTree(flags.stack, preview, served));
    if (flags.json) for (const warning of preview.warnings) console.error(`warning: ${warning}`);
    return 0;
});
