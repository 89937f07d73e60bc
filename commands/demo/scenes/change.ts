import { type Scene, timed } from "../scene";
import { commit, edit, live, overlay } from "../workload";

const lines = {
    base: {
        path: "gitops/platform/base/kustomization.yaml",
        line: "  - schema-registry.yaml\n",
        before: "  - connect.yaml\n",
    },
    overlay: {
        path: `${overlay}/kustomization.yaml`,
        line: "  - path: schema-registry.yaml\n",
        before: "  - path: connect.yaml\n",
    },
};

/** Takes Schema Registry out of the repository, so that there is something to add. */
export function withoutSchemaRegistry(on: Parameters<typeof edit>[0]): void {
    for (const { path, line } of Object.values(lines)) edit(on, path, line, "");
}

export const change: Scene = {
    name: "change",
    title: "Change",
    explanation: "A commit adds Schema Registry. Nobody runs anything.",
    after: ["deploy"],
    async play(on) {
        const { repository } = on;
        for (const { path, line, before } of Object.values(lines)) edit(repository, path, before, line + before);
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
