import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { root } from "../../../../base/checkout";
import { commands } from "../../../../commands";
import { aboutOf, pathOf } from "../../../../commands/frame/command";
import { answerTo, definitions } from "../../../commandLine";

describe("npx confluent-gitops", () => {
    it("lists the commands, one on each line, if no name is given", async () => {
        const { status, stdout, stderr } = await answerTo([]);
        assert.deepEqual([status, stderr], [0, ""]);
        for (const [name, { summary }] of Object.entries(commands)) {
            const line = stdout.split("\n").find((text) => text.trim().startsWith(`${name} `));
            assert.equal(line?.trim().replace(/ {2,}/, " "), `${name} ${summary}`);
        }
        assert.ok(stdout.split("\n").every((line) => line.length <= 80));
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
        [
            ["preview", "--stack", "production"],
            /There is no stack production; this checkout has dev, [^?]*$/,
            " preview",
        ],
        [["preview", "--everything"], /^Unknown option '--everything'\.$/, " preview"],
        [["recover", "--then", "destory"], /Allowed choices are up, destroy\. Did you mean destroy\?$/, " recover"],
        [["bench", "--only", "startpu"], /Allowed choices are startup, .* Did you mean startup\?$/, " bench"],
        [["demo", "--scene", "drfit"], /Allowed choices are .* Did you mean drift\?$/, " demo"],
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
        [
            ["upgrade", "--stack", "eks", "--platform", "8.3.2", "--operator", "3.4.0"],
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
        [["volumes-gone", "--minutes", "1e999"], /'1e999' is invalid/, " volumes-gone"],
        [["diff", "--base", ""], /^Option '--base <revision>' has an empty value\.$/, " diff"],
        [["unstick", "--namespace", ""], /^Option '--namespace <name>' has an empty value\.$/, " unstick"],
        [["unstick"], /^Required option '--namespace <name>' not specified\.$/, " unstick"],
        [
            ["completion", "tcsh"],
            /'tcsh' is invalid for argument 'shell'\. Allowed choices are bash, zsh, fish\.$/,
            " completion",
        ],
        [["bench", "--only", "all"], /'all' is invalid\. Allowed choices are startup,/, " bench"],
    ];
    for (const [words, refusal, help] of refusals) {
        it(`refuses with exit code 2, in two lines on the standard error: ${words.join(" ")}`, async () => {
            const { status, stdout, stderr } = await answerTo(words);
            const [said = "", see = "", ...more] = stderr.split("\n");
            assert.match(said, refusal);
            assert.deepEqual([status, stdout, more], [2, "", [""]]);
            assert.equal(see, `See npx confluent-gitops${help} --help`);
        });
    }

    it("names the flags that exclude each other, in the help of either", async () => {
        const { stdout } = await answerTo(["diff", "--help"]);
        const help = stdout.replace(/\s+/g, " ");
        assert.match(help, /--stacks print a JSON array [^;]*; not with --json, --whole/);
        assert.match(help, /--json print JSON [^;]*; not with --stacks, --whole/);
        assert.match(help, /--whole print everything, [^;]*; not with --stacks, --json/);
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
        const names = Object.keys(commands);
        const calls = [[], ["previw"], ["__complete", "--", "preview", "--"], ...names.map((name) => [name, "--help"])];
        const all = [...calls, ["preview", "--stack", "esk"], ["pipeline", "drift", "--help"], ["bench", "--help"]];
        const script = `
            require("sucrase/register/ts");
            const { answer } = require("./commands/frame/run");
            const { programFor } = require("./bin/program");
            void (async () => {
                for (const words of ${JSON.stringify(all)}) await answer(programFor, words);
                process.stderr.write("\\n" + JSON.stringify(Object.keys(require.cache)));
            })();`;
        const { stderr } = spawnSync(process.execPath, ["-e", script], { cwd: root, encoding: "utf8" });
        const files = (JSON.parse(stderr.split("\n").at(-1) ?? "") as string[]).map((file) => file.replace(root, ""));
        assert.ok(files.includes("/commands/tools/command.ts"));
        const packages =
            /node_modules\/(?!sucrase|commander|@commander-js|fastest-lev|pirates|lines-and|ts-interface|@jridge)/;
        const rooms = /^\/(config|components|policy|rehearsal|kubernetes|tools|aws|index\.ts)\b/;
        assert.deepEqual(
            files.filter((file) => packages.test(file) || rooms.test(file)),
            [],
        );
    });

    it("has examples and a description in the help of every command", async () => {
        const all = await definitions();
        assert.ok(all.length >= Object.keys(commands).length + 9);
        for (const command of all) {
            const { description = "", examples = [] } = aboutOf(command) ?? {};
            assert.match(description, /\.$/, pathOf(command));
            assert.ok(examples.length > 0, pathOf(command));
            const { status, stdout } = await answerTo([...pathOf(command).split(" ").slice(1), "--help"]);
            assert.equal(status, 0);
            for (const [args, what] of examples) {
                assert.ok(stdout.includes(`  # ${what}\n  npx ${`${pathOf(command)} ${args}`.trim()}\n`), args);
            }
        }
    });

    it("has one meaning for each flag in all commands", async () => {
        const meanings = new Map<string, Set<string>>();
        for (const command of await definitions()) {
            for (const { flags, description, long = "" } of command.options)
                meanings.set(long ?? "", (meanings.get(long ?? "") ?? new Set()).add(`${flags}: ${description}`));
        }
        // A stack of this checkout's, or of Pulumi's backend; a file or a folder that is written; what diff prints, and what is
        // read of it; an environment, or the secrets that are made from something; how long messages
        // are kept, in a topic or in all; a cluster's nodes, or what it has of a team.
        const several = [...meanings].filter(([, texts]) => texts.size > 1).map(([flag]) => flag);
        assert.deepEqual(several.sort(), [
            "--from",
            "--from-cluster",
            "--output",
            "--retention",
            "--stack",
            "--stacks",
        ]);
    });
});
