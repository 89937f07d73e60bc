import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseFlags } from "../../commands/frame/flags";
import { runCommand } from "../../commands/frame/run";
import { UsageError } from "../../base/error";
import { forgeOf } from "../forge";
import { upsertComment } from ".";
import { readStrangeReport } from "./strange";

const usage = [
    "Usage: node -r sucrase/register/ts pipeline/comment/cli.ts --change NUMBER --folder FOLDER",
    "       node -r sucrase/register/ts pipeline/comment/cli.ts --strange-sha SHA --strange-repository NAME --folder FOLDER",
    "  Posts a folder's comment.md on a pull request, in place of what was posted before. The second form takes what a",
    "  fork's run left: comment.md and number, neither of which is believed as it is.",
].join("\n");

void runCommand(async () => {
    const text = { type: "string" } as const;
    const flags = parseFlags({ change: text, folder: text, "strange-sha": text, "strange-repository": text }, usage);
    const { change, folder, "strange-sha": sha, "strange-repository": repository } = flags;
    if (!folder || !(change || (sha && repository))) throw new UsageError(`Which change, and what?\n${usage}`);
    const body = join(folder, "comment.md");
    const forge = forgeOf(process.env);
    if (change) {
        if (!/^[1-9]\d*$/.test(change)) throw new UsageError(`--change takes a number, not ${change}.`);
        return post(Number(change), readFileSync(body, "utf8"));
    }
    const paths = { body, number: join(folder, "number") };
    const report = await readStrangeReport(forge, paths, { sha: sha ?? "", repository: repository ?? "" });
    if (report) return post(report.change, report.body);
    console.log("Nothing is posted: no open pull request is at this commit any more.");
    return 0;

    async function post(number: number, markdown: string): Promise<number> {
        const done = await upsertComment(forge, number, markdown);
        console.log(`The comment on ${forge.name}'s ${number} is ${done}.`);
        return 0;
    }
});
