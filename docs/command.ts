import { defineCommand, exitsWith } from "../commands/frame/command";

export const command = defineCommand({
    description:
        "Writes the pages that are generated from the code: docs/configuration.md, docs/COMMANDS.md, docs/validation-rules.md and the JSON Schemas in docs/json.",
    examples: [["", "after a change to config/schema or to a command"]],
}).action(
    exitsWith(async () => {
        await (await import("./generate.ts")).generate();
        return 0;
    }),
);
