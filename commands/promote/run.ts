import { resolve } from "node:path";
import { KubernetesError } from "../../kubernetes";
import { UsageError } from "../../base/error";
import { exitCodes } from "../frame/exitCodes";
import { printJson } from "../frame/json";
import { kubectlConnection } from "../frame/kubeconfig";
import { look } from "../migrate/cluster";
import { promote, type Wanted } from "./promote";
import type { Report } from "./shape";

export interface Flags {
    from: string;
    to: string;
    branch?: string;
    dryRun?: boolean;
    kubeconfig?: string;
    context?: string;
    cwd: string;
    json?: boolean;
}

export async function run(flags: Flags): Promise<number> {
    const wanted: Wanted = { ...flags, root: resolve(flags.cwd), now: new Date() };
    const report = await promote(wanted, (namespaces) =>
        look(kubectlConnection(flags), namespaces).catch((error: unknown) => {
            throw error instanceof KubernetesError ? new UsageError(error.message) : error;
        }),
    );
    if (flags.json) printJson(report);
    else say(report);
    return exitCodes.done;
}

/** Only the text is written to standard output, so that it can be redirected to a file. */
function say({ from, to, branch, commits, objects, revision, title, text }: Report): void {
    if (objects.length === 0 && revision === null) {
        console.error(`${to} has what ${from} has: there is nothing to promote.`);
        return;
    }
    console.log(text);
    console.error(
        branch === null
            ? "Nothing was changed (--dry-run)."
            : `\n${branch} has ${commits.length === 1 ? "a commit" : `${commits.length} commits`}. Next: git push origin ${branch}, and open a pull request "${title}".`,
    );
}
