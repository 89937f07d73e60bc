import { appendFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { ensureTools, rehearsalTools } from "../../tools";
import { parseFlags } from "../frame/flags";
import { runCommand, untilInterrupted } from "../frame/run";
import { UsageError } from "../../base/error";
import { previewStack } from "../preview";
import { renderTree } from "../preview/tree";
import { displayOn, type Recording } from "./recording";
import { renderReport } from "./report";
import { playDemo } from ".";
import type { DemoStage, Scene } from "./scene";
import { scenes, scenesFor } from "./scenes";
import { places } from "./stages";
import { renderTable } from "./table";

const usage = `Usage: npm run demo [-- FLAGS]
  --scene NAME    only this scene, and what it begins with; may be given several times
                  (${scenes.map(({ name }) => name).join(", ")})
  --on k3d        on a k3d cluster made for it, with the real operator; needs Docker and k3d, and takes long
  --pause         wait for Enter before each scene
  --keep          leave everything running until Ctrl-C, to look around; without the last scene, Teardown
  --report FILE   write a page of what happened, resource by resource
  --json          print what happened as JSON; what a user reads goes to standard error
  --help          show this`;

void runCommand(async () => {
    const flags = parseFlags(
        {
            scene: { type: "string", multiple: true, default: [] },
            on: { type: "string", default: "rehearsal" },
            pause: { type: "boolean", default: false },
            keep: { type: "boolean", default: false },
            report: { type: "string" },
            json: { type: "boolean", default: false },
            help: { type: "boolean", default: false },
        },
        usage,
    );
    if (flags.help) {
        console.log(usage);
        return 0;
    }
    const asked = scenesFor(flags.scene);
    if (!asked) throw new UsageError(`There is no such scene: ${flags.scene.join(", ")}.\n${usage}`);
    const place = places.find((name) => name === flags.on);
    if (!place) throw new UsageError(`--on takes ${places.join(" or ")}, not ${flags.on}.\n${usage}`);
    if (flags.pause && !process.stdin.isTTY) throw new UsageError("--pause waits for Enter, so it needs a terminal.");

    if (flags.report) checkWritable(flags.report);

    const output = flags.json ? process.stderr : process.stdout;
    const say = (text: string) => void output.write(`${text}\n`);
    await buildWithSomethingToRead(say);
    const recording = await playDemo({
        scenes: flags.keep ? asked.filter(({ name }) => name !== "teardown") : asked,
        place,
        display: displayOn(output),
        say,
        beforeScene: flags.pause ? waitForEnter : undefined,
        keep: flags.keep ? (on, soFar) => lookAround(on, soFar, say) : undefined,
    });
    if (flags.report) {
        writeFileSync(flags.report, renderReport(recording));
        say(`The report is in ${flags.report}.`);
    }
    if (flags.json) console.log(JSON.stringify(recording, null, 2));
    else if (!flags.keep) say(`\n${renderTable(recording)}`);
    const failed = recording.scenes.filter(({ ok }) => !ok).length;
    const { TEST_COUNTS: counts } = process.env;
    // As the tests' reporter does: passed, failed, skipped.
    if (counts) appendFileSync(counts, `${recording.scenes.length - failed} ${failed} 0\n`);
    return failed === 0 ? 0 : 1;
});

/** Before the demo, not after it. @throws UsageError where a report cannot be written there */
function checkWritable(file: string): void {
    try {
        appendFileSync(file, "");
    } catch (error) {
        const { message } = error as Error;
        throw new UsageError(`--report ${file} cannot be written (${message}): name a file in a folder that is there.`);
    }
}

async function waitForEnter({ title, explanation }: Scene): Promise<void> {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    await terminal.question(`\nNext: ${title}. ${explanation}\nPress Enter. `);
    terminal.close();
}

/** On a fresh machine the tools take minutes to build: meanwhile, what the stack would make on AWS. */
async function buildWithSomethingToRead(say: (line: string) => void): Promise<void> {
    let isBuilt = false;
    const building = ensureTools(rehearsalTools).then(() => {
        isBuilt = true;
    });
    await Promise.race([building, new Promise((resolve) => setTimeout(resolve, 1500))]);
    if (!isBuilt) {
        // A failed build fails both; the one below is the one to report.
        const engine = ensureTools(["pulumi"]).then(
            () => true,
            () => false,
        );
        if (await engine) {
            const { preview, served } = await previewStack("eks", {});
            say(`While the rest is built, what \`pulumi preview\` says of the stack on AWS:\n`);
            say(renderTree("eks", preview, served));
        }
    }
    await building;
}

async function lookAround(on: DemoStage, recording: Recording, say: (text: string) => void): Promise<void> {
    say(
        [
            `\n${renderTable(recording)}`,
            "\nIt is still there. To look around, in another terminal:",
            ...on.lookAround.map((command) => `  ${command}`),
            `Argo CD follows the Git repository in ${on.repository.folder}: a commit there is live within a minute.`,
            "Ctrl-C ends it, and deletes its data.",
        ].join("\n"),
    );
    await untilInterrupted();
}
