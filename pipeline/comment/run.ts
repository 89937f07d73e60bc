import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BadUsage } from "../../base/error";
import { forgeOf } from "../forge";
import { upsertComment } from ".";
import { readStrangeReport } from "./strange";

export interface Flags {
    change?: string;
    folder: string;
    strangeSha?: string;
    strangeRepository?: string;
}

export async function run({ change, folder, strangeSha, strangeRepository }: Flags): Promise<number> {
    if (!(change || (strangeSha && strangeRepository))) {
        throw new BadUsage("Set --change, or --strange-sha and --strange-repository, to say which change is meant.");
    }
    const body = join(folder, "comment.md");
    const forge = forgeOf(process.env);
    if (change) {
        if (!/^[1-9]\d*$/.test(change)) throw new BadUsage(`--change takes a number, not ${change}.`);
        return post(Number(change), readFileSync(body, "utf8"));
    }
    const paths = { body, number: join(folder, "number") };
    const report = await readStrangeReport(forge, paths, {
        sha: strangeSha ?? "",
        repository: strangeRepository ?? "",
    });
    if (report) return post(report.change, report.body);
    console.log("Nothing is posted: this is no longer the latest commit of an open pull request.");
    return 0;

    async function post(number: number, markdown: string): Promise<number> {
        const done = await upsertComment(forge, number, markdown);
        console.log(`The comment on ${forge.name}'s ${number} is ${done}.`);
        return 0;
    }
}
