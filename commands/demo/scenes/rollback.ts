import { isDeepStrictEqual } from "node:util";
import { announceCommit } from "../../../kubernetes/application";
import { UsageError } from "../../../base/error";
import { until } from "../../../base/until";
import { type DemoStage, type Scene, timed } from "../scene";
import { commit, edit, live, sizes, specs } from "../workload";

export const rollback: Scene = {
    name: "rollback",
    title: "Rollback",
    explanation:
        "A commit gives Kafka less memory than it needs. git revert brings the earlier objects back. " +
        "No pods run here. On a cluster, you have to delete a pod that is crashing by then by hand.",
    after: ["deploy"],
    async play(on) {
        const { api, repository, recorder } = on;
        const before = await specs(api);
        edit(repository, `${sizes}/kafka.yaml`, "memory: 1536Mi", "memory: 900Mi");
        const regretted = await commit(on, "Save memory on Kafka");
        await live(on, regretted);
        if (isDeepStrictEqual(await specs(api), before))
            throw new UsageError("The commit to be reverted changed nothing.");

        const { value: revision, seconds } = await timed(() => revert(on, regretted));
        await until("every object is as it was before", async () => isDeepStrictEqual(await specs(api), before));
        recorder.mark("the earlier state is back");
        return {
            result: `${Object.keys(before).length} objects are as they were, with commit ${revision.slice(0, 7)}.`,
            measures: [{ what: "git revert to live", seconds }],
        };
    },
};

async function revert(on: DemoStage, commit: string): Promise<string> {
    const revision = await on.repository.revert(commit);
    on.recorder.mark(`git revert ${commit.slice(0, 7)}`);
    await announceCommit(on.api);
    await live(on, revision);
    return revision;
}
