import { announceCommit, type Application, readApplication } from "../../kubernetes/application";
import { edit, howItStands, live, sizes } from "../../commands/demo/workload";
import { until } from "../../base/until";
import type { DrillStage } from "./drillStage";

/** How long after it was last asked to Argo CD is asked to look again, in milliseconds. */
const askAgainMs = 2000;

/** Commits what was written, and tells Argo CD. @returns the commit's id */
export async function push({ api, gitOps }: DrillStage, message: string): Promise<string> {
    const revision = await gitOps.repository.commit(message);
    await announceCommit(api);
    return revision;
}

/** Commits what was written, and waits until it is live. */
export async function deploy(on: DrillStage, message: string): Promise<Application> {
    return becomesLive(on, await push(on, message));
}

/** Waits until a commit is live. */
export const becomesLive = (on: DrillStage, revision: string): Promise<Application> =>
    whileAsking(on, () => live(on, revision));

/**
 * Asks Argo CD to look again and again while something is waited for. Of a topic, or whatever else has an owner, it does
 * not notice by itself that it is healthy now; and times in its status are in seconds, so that of what is made and removed
 * within one nobody knows which was first. Its next poll sees both, and can be a minute away.
 */
export async function whileAsking<T>(on: DrillStage, wait: () => Promise<T>): Promise<T> {
    const asking = setInterval(() => void announceCommit(on.api).catch(() => undefined), askAgainMs);
    try {
        return await wait();
    } finally {
        clearInterval(asking);
    }
}

/** Writes another memory limit for Kafka: what a commit changes in a drill that is not about what it changes. */
export function resizeKafka({ gitOps: { repository } }: DrillStage, memory: string): void {
    const path = `${sizes}/kafka.yaml`;
    const [limit = ""] = /memory: \d+Mi$/m.exec(repository.read(path).split("limits:")[1] ?? "") ?? [];
    edit(repository, path, limit, `memory: ${memory}`);
}

/**
 * Waits until the Application says why it does not do what Git says.
 *
 * @param why what one of its conditions has to say
 * @returns that condition
 */
export const says = (on: DrillStage, why: RegExp): Promise<{ type: string; message: string }> =>
    whileAsking(on, () =>
        until(
            `the Application has a condition that says ${why.source}`,
            async () => (await readApplication(on.api))?.status?.conditions?.find(({ message }) => why.test(message)),
            { seconds: 90, seen: async () => howItStands(await readApplication(on.api)) },
        ),
    );
