import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../../../base/checkout";
import { commands } from "../../../../commands";
import { aboutOf, pathOf } from "../../../../commands/frame/command";
import { definitions, executable, runCommand } from "../../../commandLine";

describe("npx confluent-gitops", function () {
    this.timeout(60_000);

    it("lists the commands, a line each, where no name is given", () => {
        const { status, stdout, stderr } = runCommand([]);
        assert.deepEqual([status, stderr], [0, ""]);
        for (const [name, { summary }] of Object.entries(commands)) {
            const line = stdout.split("\n").find((text) => text.trim().startsWith(`${name} `));
            assert.equal(line?.trim().replace(/ {2,}/, " "), `${name} ${summary}`);
        }
        assert.ok(stdout.split("\n").every((line) => line.length <= 80));
    });

    it("works from another folder, by its path or through a link, and by npx in the checkout", () => {
        const folder = mkdtempSync(join(tmpdir(), "elsewhere-"));
        const link = join(folder, "confluent-gitops");
        symlinkSync(executable, link);
        const words = ["preview", "--help"];
        const said = [
            spawnSync(executable, words, { cwd: folder, encoding: "utf8" }),
            spawnSync(link, words, { cwd: folder, encoding: "utf8" }),
            // As after npm ci alone: npx finds the bin of the package that it stands in, and asks nobody.
            spawnSync("npx", ["--offline", "confluent-gitops", ...words], {
                cwd: join(root, "docs"),
                encoding: "utf8",
            }),
        ];
        rmSync(folder, { recursive: true });
        for (const { status, stdout, stderr } of said) {
            assert.deepEqual([status, stderr], [0, ""]);
            assert.match(stdout, /^Usage: confluent-gitops preview/);
        }
    });

    it("is what each short way by npm runs", () => {
        const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
            scripts: Record<string, string>;
        };
        for (const name of Object.keys(commands)) assert.equal(scripts[name], `node bin/confluent-gitops.cjs ${name}`);
        const { status, stderr } = spawnSync("npm", ["run", "-s", "preview", "--", "--stak", "eks"], {
            cwd: root,
            encoding: "utf8",
        });
        assert.deepEqual([status, stderr.split("\n")[0]], [2, "Unknown option '--stak'. Did you mean --stack?"]);
    });

    const refusals: [words: string[], refusal: RegExp, help: string][] = [
        [["previw"], /^Unknown command 'previw'\. Did you mean preview\?$/, ""],
        [["preview", "--stak", "eks"], /^Unknown option '--stak'\. Did you mean --stack\?$/, " preview"],
        [["pipeline", "prevew"], /^Unknown command 'prevew'\. Did you mean preview\?$/, " pipeline"],
        [["preview"], /^Required option '--stack <name>' not specified\.$/, " preview"],
        [["preview", "--stack"], /^Option '--stack <name>' argument missing\.$/, " preview"],
        [
            ["preview", "--stack", "esk"],
            /There is no stack esk; this checkout has dev, eks, .* Did you mean eks\?$/,
            " preview",
        ],
        [["upgrade", "--stack", "esk"], /^There is no stack esk; this checkout has dev, eks/, " upgrade"],
        [["preview", "--stack", "eks", "--config", "network.nat"], /^--config takes KEY=VALUE/, " preview"],
        [["preview", "--stack", "eks", "more"], /^Too many arguments/, " preview"],
        [["leftovers", "--stack", "eks", "--json", "--delete"], /^Option '--json' cannot be used with/, " leftovers"],
        [["diff", "--stacks", "--json"], /^Option '--stacks' cannot be used with/, " diff"],
        [
            ["upgrade", "--stack", "eks", "--operator", "3.4.0", "--kubernetes", "1.35"],
            /cannot be used with/,
            " upgrade",
        ],
        [["demo", "--on", "aws"], /'aws' is invalid\. Allowed choices are rehearsal, k3d\.$/, " demo"],
        [["demo", "--scene", "drift", "--pause"], /^--pause waits for Enter, so it needs a terminal\.$/, " demo"],
        [["demo", "--report", "/nowhere/demo.html"], /^--report \/nowhere\/demo\.html cannot be written/, " demo"],
        [["recover", "--then", "down"], /'down' is invalid\. Allowed choices are up, destroy\.$/, " recover"],
        [
            ["volumes-gone", "--minutes", "soon"],
            /'soon' is invalid\. It takes a number, such as 15\.$/,
            " volumes-gone",
        ],
        [["unstick"], /^Required option '--namespace <name>' not specified\.$/, " unstick"],
        [
            ["completion", "tcsh"],
            /'tcsh' is invalid for argument 'shell'\. Allowed choices are bash, zsh, fish\.$/,
            " completion",
        ],
        [["bench", "--only", "all"], /'all' is invalid\. Allowed choices are startup,/, " bench"],
    ];
    for (const [words, refusal, help] of refusals) {
        it(`refuses with exit code 2, in two lines on the standard error: ${words.join(" ")}`, () => {
            const { status, stdout, stderr } = runCommand(words);
            const [said = "", see = "", ...more] = stderr.split("\n");
            assert.match(said, refusal);
            assert.deepEqual([status, stdout, more], [2, "", [""]]);
            assert.equal(see, `See npx confluent-gitops${help} --help`);
        });
    }

    it("says what is refused by the configuration on the standard error alone, also with --json, with exit code 1", () => {
        const words = ["preview", "--stack", "eks", "--config", "network.nta=none", "--json"];
        const { status, stdout, stderr } = runCommand(words);
        assert.deepEqual([status, stdout], [1, ""]);
        assert.match(stderr, /network\.nta/);
        assert.doesNotMatch(stderr, /\n\s+at |See npx/);
    });

    it("is interrupted with exit code 130", () => {
        const script = `require("sucrase/register/ts");
            require("./commands/frame/run").runProgram(async () => {
                const { Command } = require("commander");
                return new Command("x").action(() => new Promise((over) => {
                    setTimeout(over, 60_000);
                    process.kill(process.pid, "SIGINT");
                }));
            }, []);`;
        assert.equal(spawnSync(process.execPath, ["-e", script], { cwd: root }).status, 130);
    });

    it("loads neither Pulumi nor the product for help, for bad usage and for completion", () => {
        const heavy =
            /node_modules\/(?!sucrase|commander|@commander-js|fastest-levenshtein|pirates|lines-and-columns|ts-interface-checker|@jridgewell)|\/(config|components|policy|rehearsal|kubernetes|tools|aws)\//;
        const loaded = (words: string[]): string[] => {
            const print = `process.on("exit", () => console.error(JSON.stringify(Object.keys(require.cache))));`;
            const script = `${print} process.argv.splice(1, 0, ${JSON.stringify(executable)}); require(${JSON.stringify(executable)});`;
            const { stderr } = spawnSync(process.execPath, ["-e", script, "--", ...words], {
                cwd: root,
                encoding: "utf8",
            });
            return JSON.parse(stderr.trim().split("\n").at(-1) ?? "") as string[];
        };
        const names = Object.keys(commands);
        const calls = [[], ["previw"], ["__complete", "--", "preview", "--"], ...names.map((name) => [name, "--help"])];
        for (const words of [...calls, ["preview", "--stack", "esk"], ["pipeline", "drift", "--help"]]) {
            const files = loaded(words).map((file) => file.replace(root, ""));
            assert.ok(files.includes("/commands/frame/run.ts"));
            const others = files.filter((file) => heavy.test(file.replace("/commands/tools/command.ts", "")));
            assert.deepEqual(others, [], words.join(" "));
        }
    });

    it("has examples and a description in the help of every command", async () => {
        const all = await definitions();
        assert.ok(all.length >= Object.keys(commands).length + 9);
        for (const command of all) {
            const { description = "", examples = [] } = aboutOf(command) ?? {};
            assert.match(description, /\.$/, pathOf(command));
            assert.ok(examples.length > 0, pathOf(command));
            const { status, stdout } = runCommand([...pathOf(command).split(" ").slice(1), "--help"]);
            assert.equal(status, 0);
            for (const [args, what] of examples) {
                assert.ok(stdout.includes(`  # ${what}\n  npx ${`${pathOf(command)} ${args}`.trim()}\n`), args);
            }
        }
    });

    it("has one meaning for a flag, whatever command it is of", async () => {
        const meanings = new Map<string, Set<string>>();
        for (const command of await definitions()) {
            for (const { flags, description, long = "" } of command.options)
                meanings.set(long ?? "", (meanings.get(long ?? "") ?? new Set()).add(`${flags}: ${description}`));
        }
        // A stack of this checkout's, or of Pulumi's backend; a file or a folder that is written; what diff prints, and what is
        // read of it.
        const several = [...meanings].filter(([, texts]) => texts.size > 1).map(([flag]) => flag);
        assert.deepEqual(several.sort(), ["--output", "--stack", "--stacks"]);
    });
});
