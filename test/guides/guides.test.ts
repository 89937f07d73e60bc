import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../base/checkout";
import { ensureTools } from "../../tools";
import { pythonTools } from "../../tools/python";
import { applyManifests } from "../../rehearsal/controlPlane";
import { type Moto, startMoto } from "../aws/moto";
import { thirdPartyCrds } from "../engine/thirdPartyCrds";
import { type DrillStage } from "../drills/drillStage";
import { openLiveStage } from "../drills/stage";
import { checkBlock } from "./check";
import { type ClusterNames, programNames, type Setting } from "./commands";
import { blocksOf, inlineCommands } from "./extract";
import { clusterNames } from "./names";
import { notPrinted, play } from "./play";
import { Scratch, type Surroundings } from "./scratch";

const documents = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], {
    cwd: root,
    encoding: "utf8",
})
    .split("\n")
    .filter((path) => path !== "")
    .map((file) => {
        const markdown = readFileSync(join(root, file), "utf8");
        return { file, blocks: blocksOf(file, markdown), inline: inlineCommands(file, markdown, programNames) };
    })
    .filter(({ blocks, inline }) => blocks.length + inline.length > 0);

describe("the guides, as a new user follows them", () => {
    let stage: DrillStage;
    let moto: Moto;
    let cluster: ClusterNames;
    let surroundings: Surroundings;
    const tally = { blocks: 0, whole: 0, part: 0, reasons: new Map<string, number>() };

    before(async () => {
        [stage, moto] = await Promise.all([openLiveStage(), startMoto()]);
        const { kubeconfigPath: kubeconfig } = stage.controlPlane;
        await applyManifests(stage.controlPlane, thirdPartyCrds());
        cluster = await clusterNames(kubeconfig);
        const tools = await ensureTools(["pulumi", "kubectl", "kustomize"]);
        surroundings = { ...tools, kubeconfig, aws: (await pythonTools()).aws, awsEndpoint: moto.url };
    });
    after(async () => {
        await Promise.all([stage.close(), moto.stop()]);
        console.log(summary(tally));
    });

    for (const { file, blocks, inline } of documents) {
        describe(file, () => {
            let setting: Setting;
            let scratch: Scratch | undefined;
            const progress = { absent: new Set<string>(), hasStack: false };
            const opened = () => (scratch ??= new Scratch(surroundings));
            before(() => (setting = { checkout: root, folder: "", made: new Set(), cluster }));
            after(() => scratch?.remove());

            for (const block of blocks) {
                it(`line ${block.line}: ${block.text.split("\n")[0]}`, async () => {
                    const { statements, problems } = await checkBlock(block, setting);
                    assert.deepEqual(problems, []);
                    const { ran, reasons, outcome } = await play(statements, progress, opened);
                    assert.equal(outcome.code, 0, `${file}:${block.line} fails when it is run:\n${outcome.output}`);
                    count(tally, ran, reasons);
                    if (reasons.length > 0 || !block.output) return;
                    assert.deepEqual(
                        notPrinted(block.output, outcome.output),
                        [],
                        `is shown, but printed is:\n${outcome.output}`,
                    );
                }).timeout(600_000);
            }

            if (inline.length > 0) {
                it(`the text: ${inline.length} commands between backquotes`, async () => {
                    const found = [];
                    for (const { text } of inline) {
                        const aside = { ...setting, made: new Set(setting.made) };
                        found.push(
                            ...(await checkBlock({ file, line: 0, text }, aside)).problems.map(
                                (one) => `${text}: ${one}`,
                            ),
                        );
                    }
                    assert.deepEqual(found, []);
                });
            }
        });
    }
});

interface Tally {
    blocks: number;
    whole: number;
    part: number;
    /** How many statements need what is not here. */
    reasons: Map<string, number>;
}

function count(tally: Tally, ran: number, reasons: readonly string[]): void {
    tally.blocks += 1;
    if (reasons.length === 0) tally.whole += 1;
    else if (ran > 0) tally.part += 1;
    for (const reason of reasons) tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1);
}

function summary({ blocks, whole, part, reasons }: Tally): string {
    const needs = [...reasons].sort(([, a], [, b]) => b - a).map(([reason, times]) => `    ${times} need ${reason}`);
    return [
        `\n  ${whole} of ${blocks} blocks ran, and ${part} in part; the rest was checked against the commands' own help:`,
        ...needs,
    ].join("\n");
}
