import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Argument } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../../commands/frame/command";

export const command = defineCommand({
    description:
        "Prints a script with which your shell completes commands, flags and stacks, after confluent-gitops and after " +
        "npx confluent-gitops.",
    examples: [
        ["bash >> ~/.bashrc", "bash, from the next shell on"],
        ["zsh >> ~/.zshrc", "zsh, where compinit is called above"],
        ["fish > ~/.config/fish/conf.d/confluent-gitops.fish", "fish"],
    ],
})
    .addArgument(new Argument("<shell>", "the shell").choices(["bash", "zsh", "fish"]))
    .action(
        exitsWith((shell) => {
            const script = readFileSync(join(__dirname, `confluent-gitops.${shell}`), "utf8");
            const program = [process.execPath, join(__dirname, "..", "confluent-gitops.cjs")].map(quoted).join(" ");
            process.stdout.write(script.replace("@program@", () => program));
            return 0;
        }),
    );

/** As all three shells read it. */
const quoted = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`;
