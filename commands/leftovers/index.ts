import { UsageError } from "../../base/error";
import type { Ask } from "../frame/ask";
import { printJson } from "../frame/json";
import { Clients } from "./clients";
import { isDenied } from "./denied";
import type { Leftover } from "./leftover";
import { clusterStatus, type Found, look } from "./look";
import { remove } from "./remove";
import { json, render } from "./render";
import type { Target } from "./target";

export interface LeftoversOptions {
    target: Target;
    say: (line: string) => void;
    /** Whether to print only JSON. */
    json: boolean;
    /** Whether to delete what is left. */
    deletes: boolean;
    /** Whether to also delete what is kept on purpose. */
    includesRetained: boolean;
    /** Undefined if nobody can be asked: then nothing is deleted. */
    ask: Ask | undefined;
    patienceMs?: number;
}

/**
 * Lists what a destroyed stack has left, and deletes it on request.
 *
 * @returns whether nothing is left that should be deleted; undefined if not everything could be looked for
 * @throws UsageError if the stack's cluster exists, because its resources are then in use
 */
export async function leftovers(options: LeftoversOptions): Promise<boolean | undefined> {
    const { target, say, deletes, includesRetained } = options;
    const clients = new Clients(target);
    const unseen = await refuseWhatRuns(clients, deletes);
    const looked = await look(clients);
    const found: Found = { ...looked, unseen: [...unseen, ...looked.unseen] };
    const isMeant = ({ stays }: Leftover) => !stays || (includesRetained && stays === "retained");
    const meant = found.leftovers
        .filter(isMeant)
        .map(({ stays, because, ...rest }) => (stays === "retained" ? rest : { ...rest, because }));
    const shown = { ...found, leftovers: [...meant, ...found.leftovers.filter((one) => !isMeant(one))] };
    if (options.json) printJson(json(target, shown));
    else say(render(target, shown));
    const remaining = deletes && meant.length > 0 ? await removeAsked(meant, options) : meant;
    if (remaining.length > 0) return false;
    return found.unseen.length > 0 ? undefined : true;
}

async function removeAsked(
    meant: readonly Leftover[],
    { ask, say, patienceMs }: LeftoversOptions,
): Promise<Leftover[]> {
    if (!ask) {
        say("\nNothing was deleted: there is no terminal to ask on. --yes answers for machines.");
        return [...meant];
    }
    if (!(await ask(`\nDelete ${meant.length === 1 ? "it" : `these ${meant.length}`}? There is no way back.`)))
        return [...meant];
    return remove(meant, { say, patienceMs });
}

/** @returns what could not be looked for */
async function refuseWhatRuns(clients: Clients, deletes: boolean): Promise<string[]> {
    const { stack, cluster, region } = clients.target;
    try {
        const status = await clusterStatus(clients);
        if (status === undefined) return [];
        throw new UsageError(
            `The cluster ${cluster} of the stack ${stack} is there (${region}, ${status}): what it has is in use, and not left over. ` +
                `First: pulumi destroy --stack ${stack}.`,
        );
    } catch (error) {
        if (!isDenied(error)) throw error;
        if (deletes) {
            throw new UsageError(
                `Nothing was deleted: whether the cluster ${cluster} is there cannot be seen without eks:DescribeCluster.`,
            );
        }
        return ["whether the cluster is there (eks:DescribeCluster)"];
    }
}
