import { defineCommand, exitsWith } from "../commands/frame/command";

export const command = defineCommand({
    description: "Writes the pages that are made from the code: docs/configuration.md, from the schema of the keys.",
    examples: [["", "after a change to config/schema"]],
}).action(
    exitsWith(async () => {
        (await import("./generate.ts")).generate();
        return 0;
    }),
);
