import { UsageError } from "../../base/error";
import { askBy } from "../frame/ask";
import { exitCodes } from "../frame/exitCodes";
import { leftovers } from ".";
import { targetOf } from "./target";

export interface Flags {
    stack: string;
    region?: string;
    json?: boolean;
    delete?: boolean;
    includeRetained?: boolean;
    yes?: boolean;
}

export async function run(flags: Flags): Promise<number> {
    try {
        const isClean = await leftovers({
            target: targetOf(flags.stack, flags.region),
            say: (line) => console.log(line),
            json: flags.json ?? false,
            deletes: flags.delete ?? false,
            includesRetained: flags.includeRetained ?? false,
            ask: askBy(flags),
        });
        return isClean === undefined ? exitCodes.unfinished : isClean ? exitCodes.done : exitCodes.finding;
    } catch (error) {
        throw isOfAws(error) ? new UsageError(`The request to AWS failed: ${error.name}: ${error.message}`) : error;
    }
}

/** Errors of the SDK: no credentials, an expired session, an endpoint that doesn't answer. */
const isOfAws = (error: unknown): error is Error =>
    error instanceof Error &&
    ("$metadata" in error || /Credentials|Token|SSO|ENOTFOUND|ECONN|Timeout/i.test(`${error.name} ${error.message}`));
