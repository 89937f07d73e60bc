import { parseFlags } from "../frame/flags";
import { runCommand } from "../frame/run";
import { compareRevisions, touchedStacks } from ".";
import { gitHubLimit, renderPage } from "./markdown/page";

const usage = `Usage: npm run -s diff -- [--base REV] [--head REV] [--stacks | --json | --whole]
  --base    what to compare with; default: where this work left origin/main, or main
  --head    default: the working tree as it is, with what is not committed
  --stacks  prints a JSON array of the names of the stacks that the change touches, and nothing else
  --json    prints the comparison as JSON, secrets masked
  --whole   prints more than a comment on GitHub may have
Markdown for a pull request's comment. Exit code 1 where head has a stack or an overlay that is refused.`;

void runCommand(async () => {
    const flags = parseFlags(
        {
            base: { type: "string" },
            head: { type: "string" },
            stacks: { type: "boolean", default: false },
            json: { type: "boolean", default: false },
            whole: { type: "boolean", default: false },
            help: { type: "boolean", default: false },
        },
        usage,
    );
    if (flags.help) {
        console.log(usage);
        return 0;
    }
    const comparison = await compareRevisions({ base: flags.base, head: flags.head });
    const { stacks, overlays } = comparison;
    if (flags.stacks) console.log(JSON.stringify(touchedStacks(comparison)));
    else if (flags.json) console.log(JSON.stringify(comparison, null, 2));
    else {
        const revisions = [flags.base && `--base ${flags.base}`, flags.head && `--head ${flags.head}`].filter(Boolean);
        const whole = `\`npm run -s diff -- ${[...revisions, "--whole"].join(" ")}\``;
        process.stdout.write(renderPage(comparison, { whole, ...(flags.whole ? {} : { limit: gitHubLimit }) }));
    }
    return [...stacks, ...overlays].some(({ state }) => state === "broken") ? 1 : 0;
});
