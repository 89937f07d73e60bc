import { type Scene, timed } from "../scene";
import { commit, edit, live } from "../workload";

const base = {
    path: "gitops/platform/base/kustomization.yaml",
    line: "  - schema-registry.yaml\n",
    before: "  - connect.yaml\n",
};

/** Removes Schema Registry from the repository, so that the scene can add it. */
export function withoutSchemaRegistry(on: Parameters<typeof edit>[0]): void {
    edit(on, base.path, base.line, "");
}

export const change: Scene = {
    name: "change",
    title: "Change",
    explanation: "A commit adds Schema Registry. Nobody runs a command.",
    after: ["deploy"],
    async play(on) {
        const { repository } = on;
        edit(repository, base.path, base.before, base.line + base.before);
        const { value, seconds } = await timed(async () => {
            const revision = await commit(on, "Add Schema Registry");
            return live(on, revision);
        });
        const revision = value.status?.sync?.revision ?? "";
        return {
            result: `Schema Registry runs${on.simulated ? " (simulated)" : ""}, ${seconds.toFixed(1)} s after commit ${revision.slice(0, 7)}.`,
            measures: [{ what: "commit to live", seconds, bound: 2 }],
        };
    },
};
