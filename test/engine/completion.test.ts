import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exampleStacks } from "../../base/checkout";
import { commands } from "../../commands";
import { runCommand } from "../commandLine";

/** What the shell itself proposes for words, the last of which is being typed. */
type Propose = (script: string, words: readonly string[]) => string[];

const run = (shell: string, args: string[], folder: string): string[] => {
    const { stdout, stderr } = spawnSync(shell, args, { cwd: folder, encoding: "utf8" });
    assert.equal(stderr, "");
    return stdout.split("\n").filter(Boolean);
};
const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(" ");
const isHere = (shell: string): boolean => spawnSync(shell, ["-c", "true"]).status === 0;

describe("the completion of a shell", function () {
    this.timeout(60_000);
    let folder: string;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "completion-"));
        writeFileSync(join(folder, "kubeconfig.yaml"), "");
    });
    after(() => rmSync(folder, { recursive: true }));

    const shells: Record<string, Propose> = {
        // As bash calls a function that `complete -F` names (Programmable Completion in its manual).
        bash: (script, words) =>
            run(
                "bash",
                [
                    "--norc",
                    "-c",
                    `set -u; source ${script}; COMP_WORDS=(${quoted(words)}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
                     spec=$(complete -p "\${COMP_WORDS[0]}"); set -- $spec; while [ "$1" != -F ]; do shift; done
                     "$2"; printf '%s\\n' "\${COMPREPLY[@]}"`,
                ],
                folder,
            ),
        zsh: (script, words) => {
            // In a terminal of its own, as zsh's functions for completion only work in its line editor.
            const typed = words.join(" ");
            const lines = [
                "zmodload zsh/zpty; zpty z zsh -f -i",
                `zpty -w z "PS1=; unsetopt zle_bracketed_paste; autoload -U compinit; compinit -u -D; source ${script}"`,
                // What is proposed is written to a file, a word a line, in the place of the list below the prompt.
                `zpty -w z "compadd() { builtin compadd -A found -D ignored \\"\\$@\\" 2>/dev/null; builtin compadd -O hits \\"\\$@\\"; print -rl -- \\$hits >> ${folder}/hits; builtin compadd \\"\\$@\\"; }"`,
                `zpty -w -n z ${quoted([`${typed}\t`])}`,
                `for ((i = 0; i < 200; i++)); do [[ -s ${folder}/hits ]] && break; sleep 0.1; done; zpty -d z`,
            ];
            writeFileSync(join(folder, "hits"), "");
            spawnSync("zsh", ["-f", "-c", lines.join("\n")], { cwd: folder });
            return [...new Set(run("cat", [join(folder, "hits")], folder))];
        },
        fish: (script, words) =>
            run("fish", ["-N", "-c", `source ${script}; complete -C ${quoted([words.join(" ")])}`], folder).map(
                (line) => line.split("\t")[0] ?? "",
            ),
    };

    for (const [shell, propose] of Object.entries(shells)) {
        it(`proposes names, flags and stacks: ${shell}`, function () {
            // Debian's packages zsh and fish; bash is everywhere.
            if (shell !== "bash" && !isHere(shell)) this.skip();
            const { status, stdout } = runCommand(["completion", shell]);
            assert.equal(status, 0);
            const script = join(folder, `completion.${shell}`);
            writeFileSync(script, stdout);
            const names = Object.keys(commands).filter((name) => name.startsWith("d"));
            const graviton = exampleStacks().filter((name) => name.startsWith("gr"));
            assert.deepEqual(propose(script, ["confluent-gitops", "d"]).sort(), [...names, "docs"].sort());
            assert.deepEqual(propose(script, ["confluent-gitops", "preview", "--stack", "gr"]), graviton);
            assert.deepEqual(propose(script, ["npx", "confluent-gitops", "preview", "--st"]), ["--stack"]);
            assert.deepEqual(propose(script, ["npx", "confluent-gitops", "demo", "--on", "k"]), ["k3d"]);
        });
    }

    it("leaves file names to the shell, and runs nothing that was typed", () => {
        const { stdout } = runCommand(["completion", "bash"]);
        const script = join(folder, "completion.bash");
        writeFileSync(script, stdout);
        assert.match(stdout, /^complete -o default -F _confluent_gitops confluent-gitops$/m);
        const propose = shells.bash as Propose;
        assert.deepEqual(propose(script, ["confluent-gitops", "unstick", "--kubeconfig", "kube"]), []);
        assert.deepEqual(propose(script, ["npx", "other", "pre"]), []);
        assert.deepEqual(propose(script, ["confluent-gitops", "preview", "$(touch ran)", "--st"]), ["--stack"]);
        assert.deepEqual(propose(script, ["confluent-gitops", "preview", "--stack", "=", "gr"]), ["graviton"]);
        assert.equal(spawnSync("ls", [join(folder, "ran")]).status, 2);
    });
});
