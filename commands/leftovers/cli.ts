import { parseFlags } from "../frame/flags";
import { runCommand } from "../frame/run";
import { UsageError } from "../../base/error";
import { askOnTerminal } from "../frame/ask";
import { leftovers } from ".";
import { targetOf } from "./target";

const usage = [
    "Usage: npm run leftovers -- --stack NAME [--region REGION] [--json] [--delete [--include-retained] [--yes]]",
    "  Says what a destroyed stack has left in AWS that costs or blocks, with the monthly cost and the command that deletes",
    "  it; reads only. --delete deletes it, after asking; --yes answers for machines. Volumes of a protected stack and",
    "  snapshots are kept: --include-retained takes them in. Exit code 0 where nothing is left, 1 where something is, 2 where",
    "  nothing was found but not everything could be looked for.",
].join("\n");

void runCommand(async () => {
    const flags = parseFlags(
        {
            stack: { type: "string" },
            region: { type: "string" },
            json: { type: "boolean", default: false },
            delete: { type: "boolean", default: false },
            "include-retained": { type: "boolean", default: false },
            yes: { type: "boolean", default: false },
            help: { type: "boolean", default: false },
        },
        usage,
    );
    if (flags.help) {
        console.log(usage);
        return 0;
    }
    if (!flags.stack) throw new UsageError(`--stack is missing.\n${usage}`);
    if (flags.json && flags.delete) throw new UsageError(`--json only lists: leave --delete out.\n${usage}`);
    try {
        const isClean = await leftovers({
            target: targetOf(flags.stack, flags.region),
            say: (line) => console.log(line),
            json: flags.json,
            deletes: flags.delete,
            includesRetained: flags["include-retained"],
            ask: flags.yes ? () => Promise.resolve(true) : askOnTerminal(),
        });
        return isClean === undefined ? 2 : isClean ? 0 : 1;
    } catch (error) {
        throw isOfAws(error) ? new UsageError(`AWS was not asked, or refused: ${error.name}: ${error.message}`) : error;
    }
});

/** Errors of the SDK's: no credentials, a session that has run out, an endpoint that does not answer. */
const isOfAws = (error: unknown): error is Error =>
    error instanceof Error &&
    ("$metadata" in error || /Credentials|Token|SSO|ENOTFOUND|ECONN|Timeout/i.test(`${error.name} ${error.message}`));
