import { BadUsage } from "../../base/error";
import { appendFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { ensureTools, rehearsalTools } from "../../tools";
import { untilInterrupted } from "../frame/interrupt";
import { printJson, sayBeside } from "../frame/json";
import { previewStack } from "../preview";
import { renderTree } from "../preview/tree";
import { displayOn, type Recording } from "./recording";
import { renderReport } from "./report";
import { playDemo } from ".";
import type { DemoStage, Scene } from "./scene";
import type { Place, SceneName } from "./names";
import { scenesFor } from "./scenes";
import { renderTable } from "./table";

export interface Flags {
    scene?: SceneName[];
    on: Place;
    pause?: boolean;
    keep?: boolean;
    report?: string;
    json?: boolean;
}

export async function run(flags: Flags): Promise<number> {
    const asked = scenesFor(flags.scene ?? []);
    if (flags.pause && !process.stdin.isTTY) throw new BadUsage("--pause waits for Enter, so it needs a terminal.");

    if (flags.report) checkWritable(flags.report);

    const output = flags.json ? process.stderr : process.stdout;
    const say = sayBeside(flags.json);
    await buildWithSomethingToRead(say);
    const recording = await playDemo({
        scenes: flags.keep ? asked.filter(({ name }) => name !== "teardown") : asked,
        place: flags.on,
        display: displayOn(output),
        say,
        beforeScene: flags.pause ? waitForEnter : undefined,
        keep: flags.keep ? (on, soFar) => lookAround(on, soFar, say) : undefined,
    });
    if (flags.report) {
        writeFileSync(flags.report, renderReport(recording));
        say(`The report is in ${flags.report}.`);
    }
    if (flags.json) printJson(recording);
    else if (!flags.keep) say(`\n${renderTable(recording)}`);
    const failed = recording.scenes.filter(({ ok }) => !ok).length;
    const { TEST_COUNTS: counts } = process.env;
    // Like the tests' reporter: passed, failed, skipped.
    if (counts) appendFileSync(counts, `${recording.scenes.length - failed} ${failed} 0\n`);
    return failed === 0 ? 0 : 1;
}

/** Checks this before the demo, not after it. @throws BadUsage if the report cannot be written there */
function checkWritable(file: string): void {
    try {
        appendFileSync(file, "");
    } catch (error) {
        const { message } = error as Error;
        throw new BadUsage(`--report ${file} cannot be written (${message}): name a file in a folder that exists.`);
    }
}

async function waitForEnter({ title, explanation }: Scene): Promise<void> {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    await terminal.question(`\nNext: ${title}. ${explanation}\nPress Enter. `);
    terminal.close();
}

/** On a new machine, the tools take minutes to build. In the meantime, shows what the stack would create on AWS. */
async function buildWithSomethingToRead(say: (line: string) => void): Promise<void> {
    let isBuilt = false;
    const building = ensureTools(rehearsalTools).then(() => {
        isBuilt = true;
    });
    await Promise.race([building, new Promise((resolve) => setTimeout(resolve, 1500))]);
    if (!isBuilt) {
        // A failed build makes both fail; the one below is the one to report.
        const engine = ensureTools(["pulumi"]).then(
            () => true,
            () => false,
        );
        if (await engine) {
            const { preview, served } = await previewStack("eks", {});
            say(`While the rest is built, this is what \`pulumi preview\` shows for the stack on AWS:\n`);
            say(renderTree("eks", preview, served));
        }
    }
    await building;
}

async function lookAround(on: DemoStage, recording: Recording, say: (text: string) => void): Promise<void> {
    say(
        [
            `\n${renderTable(recording)}`,
            "\nEverything is still running. To look around, use another terminal:",
            ...on.lookAround.map((command) => `  ${command}`),
            `Argo CD follows the Git repository in ${on.repository.folder}: a commit there is live within a minute.`,
            "Ctrl-C ends it, and deletes its data.",
        ].join("\n"),
    );
    await untilInterrupted();
}
