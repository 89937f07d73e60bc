import { announceCommit, type Application, readApplication } from "../../rehearsal/argoCd";
import { edit, howItStands, live, overlay } from "../../rehearsal/demo/workload";
import { until } from "../../rehearsal/until";
import type { DrillStage } from "./stage";

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

/**
 * Waits until a commit is live. Argo CD is asked to look again until then: of a topic, or whatever else has an owner, it
 * does not notice by itself that it has become healthy, and would see it at its next poll.
 */
export async function becomesLive(on: DrillStage, revision: string): Promise<Application> {
    // While a drill keeps the API server away, nobody is asked.
    const asking = setInterval(() => void announceCommit(on.api).catch(() => undefined), askAgainMs);
    try {
        return await live(on, revision);
    } finally {
        clearInterval(asking);
    }
}

/** Writes another memory limit for Kafka: what a commit changes in a drill that is not about what it changes. */
export function resizeKafka({ gitOps: { repository } }: DrillStage, memory: string): void {
    const path = `${overlay}/kafka.yaml`;
    const [limit = ""] = /memory: \d+Mi$/m.exec(repository.read(path).split("limits:")[1] ?? "") ?? [];
    edit(repository, path, limit, `memory: ${memory}`);
}

/**
 * Waits until the Application says why it does not do what Git says; it is asked to look at Git until then.
 *
 * @param why what one of its conditions has to say
 * @returns that condition
 */
export function says({ api }: DrillStage, why: RegExp): Promise<{ type: string; message: string }> {
    let askedAt = performance.now();
    return until(
        `the Application has a condition that says ${why.source}`,
        async () => {
            if (performance.now() - askedAt > askAgainMs) {
                askedAt = performance.now();
                await announceCommit(api);
            }
            return (await readApplication(api))?.status?.conditions?.find(({ message }) => why.test(message));
        },
        { seconds: 90, seen: async () => howItStands(await readApplication(api)) },
    );
}
