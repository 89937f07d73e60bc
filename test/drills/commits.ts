import { announceCommit, type Application, readApplication } from "../../kubernetes/application";
import { edit, howItStands, live, sizes } from "../../commands/demo/workload";
import { until } from "../../base/until";
import type { DrillStage } from "./drillStage";

/** How long to wait before Argo CD is asked to refresh again, in milliseconds. */
const askAgainMs = 2000;

/** Commits the changes, and notifies Argo CD. @returns the commit's id */
export async function push({ api, gitOps }: DrillStage, message: string): Promise<string> {
    const revision = await gitOps.repository.commit(message);
    await announceCommit(api);
    return revision;
}

/** Commits the changes, and waits until they are live. */
export async function deploy(on: DrillStage, message: string): Promise<Application> {
    return becomesLive(on, await push(on, message));
}

/** Waits until a commit is live. */
export const becomesLive = (on: DrillStage, revision: string): Promise<Application> =>
    whileAsking(on, () => live(on, revision));

/**
 * Asks Argo CD to refresh again and again while waiting for something. For a topic, or any other object with an owner,
 * it doesn't notice by itself that it has become healthy; and times in its status are in seconds, so if one object is
 * created and another deleted within the same second, their order is unknown. Its next poll sees both, but can be a
 * minute away.
 */
export async function whileAsking<T>(on: DrillStage, wait: () => Promise<T>): Promise<T> {
    const asking = setInterval(() => void announceCommit(on.api).catch(() => undefined), askAgainMs);
    try {
        return await wait();
    } finally {
        clearInterval(asking);
    }
}

/** Writes a different memory limit for Kafka: a change for drills in which the change itself doesn't matter. */
export function resizeKafka({ gitOps: { repository } }: DrillStage, memory: string): void {
    const path = `${sizes}/kafka.yaml`;
    const [limit = ""] = /memory: \d+Mi$/m.exec(repository.read(path).split("limits:")[1] ?? "") ?? [];
    edit(repository, path, limit, `memory: ${memory}`);
}

/**
 * Waits until the Application says why it doesn't do what Git says.
 *
 * @param why a pattern for one of its conditions
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
