import { printJson } from "../frame/json";
import { compareRevisions, touchedStacks } from ".";
import { gitHubLimit, renderPage } from "./markdown/page";

export interface Flags {
    base?: string;
    head?: string;
    stacks?: boolean;
    json?: boolean;
    whole?: boolean;
}

export async function run(flags: Flags): Promise<number> {
    const comparison = await compareRevisions({ base: flags.base, head: flags.head });
    const { stacks, overlays, addons } = comparison;
    if (flags.stacks) console.log(JSON.stringify(touchedStacks(comparison)));
    else if (flags.json) printJson(comparison);
    else {
        const revisions = [flags.base && `--base ${flags.base}`, flags.head && `--head ${flags.head}`].filter(Boolean);
        const whole = `\`npm run -s diff -- ${[...revisions, "--whole"].join(" ")}\``;
        process.stdout.write(renderPage(comparison, { whole, ...(flags.whole ? {} : { limit: gitHubLimit }) }));
    }
    return [...stacks, ...overlays, ...addons].some(({ state }) => state === "broken") ? 1 : 0;
}
